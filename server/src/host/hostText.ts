import { jsonExtent } from './importers/json/jsonExtent.ts';

/** A piece of a text that looks like one format from its first characters on. */
export interface TextPart {
  readonly kind: 'capabilities' | 'json';
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
  let xml = nextCapabilities(text, 0);
  let json = nextJson(text, 0);
  while (xml >= 0 || json >= 0) {
    const isXml = json < 0 || (xml >= 0 && xml < json);
    const part = isXml ? capabilitiesPart(text, xml) : jsonPart(text, json);
    parts.push(part);
    if (xml >= 0 && xml < part.end) xml = nextCapabilities(text, part.end);
    if (json >= 0 && json < part.end) json = nextJson(text, part.end);
  }
  return parts;
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

function nextCapabilities(text: string, from: number): number {
  CAPABILITIES.lastIndex = from;
  return CAPABILITIES.exec(text)?.index ?? -1;
}

const CAPABILITIES = /<capabilities(?=[\s/>])/g;

function capabilitiesPart(text: string, start: number): TextPart {
  const close = '</capabilities>';
  const at = text.indexOf(close, start);
  const end = at < 0 ? text.length : at + close.length;
  return { kind: 'capabilities', start, end, depth: 0 };
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
