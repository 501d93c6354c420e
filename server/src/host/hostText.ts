import { jsonExtent } from './importers/json/jsonExtent.ts';

/** A piece of a text that looks like one format from its first characters on. */
export interface TextPart {
  readonly kind: 'capabilities' | 'lstopo' | 'json';
  readonly start: number;
  readonly end: number;
  /** Levels of brackets, for JSON. */
  readonly depth: number;
}

/**
 * Finds the XML and JSON in a text that may hold prompts and other output around them: `<capabilities` to its end tag,
 * and `{` at the beginning of a line to its closing bracket. What never ends reaches to the end of the text. In order,
 * not overlapping.
 */
export function findTextParts(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  const next = KINDS.map((kind) => kind.next(text, 0));
  for (;;) {
    const found = next.filter((at) => at >= 0);
    if (found.length === 0) return parts;
    const start = Math.min(...found);
    const kind = KINDS[next.indexOf(start)];
    if (kind === undefined) return parts;
    const part = kind.part(text, start);
    parts.push(part);
    KINDS.forEach((one, index) => {
      const at = next[index] ?? -1;
      if (at >= 0 && at < part.end) next[index] = one.next(text, part.end);
    });
  }
}

/** The text with the parts blanked, so that offsets stay. The parts must be in order. */
export function blankParts(text: string, parts: readonly TextPart[]): string {
  let rest = '';
  let done = 0;
  for (const { start, end } of parts) {
    rest += text.slice(done, start) + ' '.repeat(end - start);
    done = end;
  }
  return rest + text.slice(done);
}

interface Kind {
  readonly next: (text: string, from: number) => number;
  readonly part: (text: string, start: number) => TextPart;
}

function xmlKind(kind: 'capabilities' | 'lstopo', sign: RegExp, close: string): Kind {
  return {
    next: (text, from) => {
      sign.lastIndex = from;
      return sign.exec(text)?.index ?? -1;
    },
    part: (text, start) => {
      const at = text.indexOf(close, start);
      const end = at < 0 ? text.length : at + close.length;
      return { kind, start, end, depth: 0 };
    },
  };
}

function nextJson(text: string, from: number): number {
  LINE_WITH_BRACE.lastIndex = from;
  const match = LINE_WITH_BRACE.exec(text);
  return match === null ? -1 : match.index + match[0].length - 1;
}

/** A BOM may stand before it. */
const LINE_WITH_BRACE = /^[ \t\uFEFF]*\{/gm;

function jsonPart(text: string, start: number): TextPart {
  const { end, depth } = jsonExtent(text, start);
  return { kind: 'json', start, end, depth };
}

/** Guests and capabilities have elements of the name `topology`, too, but no `object` in them. */
const KINDS: readonly Kind[] = [
  xmlKind('capabilities', /<capabilities(?=[\s/>])/g, '</capabilities>'),
  xmlKind(
    'lstopo',
    /<topology(?: {1,9}version="[^"<>]{0,20}")?>(?=\s{0,200}<object[ >])/g,
    '</topology>',
  ),
  { next: nextJson, part: jsonPart },
];
