/** A pattern of paths or names that was understood. */
export interface Glob {
  readonly matches: (path: string) => boolean;
}

export type ReadGlob = Glob | { readonly wrong: string };

/**
 * A glob over paths relative to the configuration's folder: `*` and `?` stand for characters of one name, `[a-z]` and `[!a]` for one
 * character, `{a,b}` for either, `**` for any folders. Without a `/` it is about the name in any folder (`./a.xml`: in this one); with one
 * at its end about everything in that folder. Written here rather than taken from a library: those make regular expressions, which a configuration
 * from anywhere could bring to run for hours. Matching takes at most the product of the two lengths for each alternative.
 */
export function readGlob(text: string): ReadGlob {
  const wrong = wrongWithPath(text);
  if (wrong !== undefined) return { wrong };
  const path = text.replace(/^\.\//, '');
  const whole = path.endsWith('/') ? `${path}**` : path;
  const read = readAlternatives(whole);
  if ('wrong' in read) return read;
  const anywhere = text.includes('/') ? [] : ['**'];
  const alternatives = read.alternatives.map((one) =>
    [...anywhere, ...one.split('/')].map(readSegment),
  );
  return {
    matches: (candidate) => {
      const names = candidate.split('/');
      return alternatives.some((segments) => matchList(segments, names, isFolders, matchSegment));
    },
  };
}

/** A pattern of names that hold no path: `*`, `?`, `[…]`, `{a,b}`. */
export function readNamePattern(text: string): ReadGlob {
  if (text === '' || text.length > LONGEST) return { wrong: SIZE };
  const read = readAlternatives(text);
  if ('wrong' in read) return read;
  const alternatives = read.alternatives.map(readSegment);
  return { matches: (name) => alternatives.some((one) => matchSegment(one, name)) };
}

const LONGEST = 500;
const SIZE = `is no pattern; write 1 to ${LONGEST} characters`;
/** `{a,b}{c,d}…` doubles with each pair. */
const MOST_ALTERNATIVES = 64;

function wrongWithPath(text: string): string | undefined {
  if (text === '' || text.length > LONGEST) return SIZE;
  if (text.startsWith('!')) return "begins with '!'; patterns say what is meant, not what is not";
  if (text.includes('\\')) return "holds a backslash; folders are separated by '/'";
  if (/^(?:\/|[a-z]:|~)/i.test(text))
    return "is absolute; patterns are relative to the configuration's folder";
  if (/(?:^|\/)\.\.(?:\/|$)/.test(text))
    return "leaves the configuration's folder; it holds for files in it";
  return undefined;
}

type Alternatives = { readonly alternatives: readonly string[] } | { readonly wrong: string };

/** The texts that `{a,b}` stands for. Braces do not nest; what stands in brackets is no brace. */
function readAlternatives(text: string): Alternatives {
  let alternatives = [''];
  let at = 0;
  while (at < text.length) {
    const char = text.charAt(at);
    if (char === '}' || char === ']') return { wrong: `has a '${char}' that closes nothing` };
    if (char !== '{' && char !== '[') {
      const end = nextSpecial(text, at);
      const plain = text.slice(at, end);
      alternatives = alternatives.map((one) => one + plain);
      at = end;
      continue;
    }
    const end = closing(text, at);
    if (end < 0) return { wrong: `has a '${char}' that is never closed` };
    const inner = text.slice(at + 1, end);
    if (char === '[' && /^!?$|\//.test(inner)) return { wrong: "has '[…]' without a character" };
    if (char === '{' && /[{[]/.test(inner))
      return { wrong: "has brackets within '{…}'; write two patterns" };
    const choices = char === '{' ? inner.split(',') : [text.slice(at, end + 1)];
    if (choices.length * alternatives.length > MOST_ALTERNATIVES)
      return { wrong: `stands for more than ${MOST_ALTERNATIVES} patterns; write fewer '{…}'` };
    alternatives = alternatives.flatMap((one) => choices.map((choice) => one + choice));
    at = end + 1;
  }
  return { alternatives };
}

function nextSpecial(text: string, from: number): number {
  const length = text.slice(from).search(/[{}[\]]/);
  return length < 0 ? text.length : from + length;
}

/** `[]a]` holds a bracket: one that stands first closes nothing. */
function closing(text: string, open: number): number {
  if (text[open] === '{') return text.indexOf('}', open);
  const first = text[open + 1] === '!' ? open + 2 : open + 1;
  return text.indexOf(']', first + 1);
}

/** One character's pattern: any number of characters, one of any, one of a set, or itself. */
type Part =
  | { readonly kind: 'many' | 'one' }
  | { readonly kind: 'set'; readonly not: boolean; readonly ranges: readonly string[] }
  | { readonly kind: 'char'; readonly char: string };
type Segment = readonly Part[] | typeof FOLDERS;

const FOLDERS = '**';
const isFolders = (segment: Segment): boolean => segment === FOLDERS;

function readSegment(text: string): Segment {
  if (text === FOLDERS) return FOLDERS;
  const pieces = text.match(/\[!?[\s\S][^\]]*\]|[\s\S]/gu) ?? [];
  return pieces.map((piece): Part => {
    if (piece === '*') return { kind: 'many' };
    if (piece === '?') return { kind: 'one' };
    if (piece.length < 3 || !piece.startsWith('[')) return { kind: 'char', char: piece };
    const not = piece.startsWith('[!');
    const ranges = piece.slice(not ? 2 : 1, -1).match(/[\s\S]-[\s\S]|[\s\S]/gu) ?? [];
    return { kind: 'set', not, ranges };
  });
}

function matchSegment(segment: Segment, name: string): boolean {
  if (segment === FOLDERS) return true;
  return matchList(segment, [...name], ({ kind }) => kind === 'many', matchChar);
}

function matchChar(part: Part, char: string): boolean {
  if (part.kind === 'char') return part.char === char;
  if (part.kind !== 'set') return true;
  const isIn = part.ranges.some((each) => {
    const [from = '', , to = from] = [...each];
    return from <= char && char <= to;
  });
  return isIn !== part.not;
}

/** Greedy with one way back: what an earlier wild part would take, the last can take as well. */
function matchList<P, T>(
  pattern: readonly P[],
  items: readonly T[],
  isWild: (part: P) => boolean,
  matches: (part: P, item: T) => boolean,
): boolean {
  let p = 0;
  let i = 0;
  let wild = -1;
  let taken = 0;
  while (i < items.length) {
    const part = pattern[p];
    const item = items[i];
    if (part !== undefined && isWild(part)) {
      wild = p++;
      taken = i;
    } else if (part !== undefined && item !== undefined && matches(part, item)) {
      p++;
      i++;
    } else if (wild >= 0) {
      p = wild + 1;
      i = ++taken;
    } else return false;
  }
  return pattern.slice(p).every(isWild);
}
