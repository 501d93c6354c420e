import type { Shape } from '../../../../server/src/protocol.ts';

const SVG = 'http://www.w3.org/2000/svg';

export type Child = Node | string | undefined;
/** true: the attribute is there; false or undefined: it is not. */
export type Attributes = Readonly<Record<string, string | boolean | undefined>>;

/** An element of the page. Strings among its children are text. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined && value !== false)
      made.setAttribute(name, value === true ? '' : value);
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/** A button, or one that reads like a link. */
export function button(
  words: string,
  attributes: Attributes,
  act: (event: MouseEvent) => void,
): HTMLButtonElement {
  const made = element('button', { type: 'button', ...attributes }, words);
  made.addEventListener('click', act);
  return made;
}

/** The node of a shape that the server has drawn. What could run, load or lead anywhere is not taken over. */
export function svgOf({ tag, attributes, children }: Shape): SVGElement {
  const made = document.createElementNS(SVG, TAGS.has(tag) ? tag : 'g');
  for (const [name, value] of Object.entries(attributes))
    if (!REFUSED.test(name))
      made.setAttribute(
        name,
        typeof value === 'number' ? String(Math.round(value * 10) / 10) : value,
      );
  for (const child of children) made.append(typeof child === 'string' ? child : svgOf(child));
  return made;
}

const TAGS = new Set(
  'svg g defs pattern clipPath rect line path circle ellipse polygon polyline text tspan title desc style'.split(
    ' ',
  ),
);
const REFUSED = /^on|^style$|href$/i;
