import { tenth } from './shapes.ts';
import type { Shape } from './shape.ts';

/** A picture as the text of an SVG file: foreign text is escaped, and characters that no XML document may hold are replaced. */
export function svgText({ tag, attributes, children }: Shape): string {
  const list = Object.entries(attributes)
    .map(
      ([name, value]) => ` ${name}="${typeof value === 'number' ? tenth(value) : escaped(value)}"`,
    )
    .join('');
  if (children.length === 0) return `<${tag}${list}/>`;
  const inner = children.map((child) =>
    typeof child === 'string' ? escaped(child) : svgText(child),
  );
  return `<${tag}${list}>${inner.join('')}</${tag}>`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

const escaped = (text: string): string =>
  text.replace(
    /[&<>"]|[^\u0009\u000a\u000d\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu,
    (character) => ESCAPES[character] ?? '\ufffd',
  );
