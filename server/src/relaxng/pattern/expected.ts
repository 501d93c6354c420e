import { writtenText } from '../datatype/qualified.ts';
import { isOpen, listedNames, nameKey } from './nameClass.ts';
import type { Name, NameClass } from './nameClass.ts';
import type { Pattern } from './pattern.ts';

/** What a value may be. */
export type ExpectedValue =
  | { readonly kind: 'value'; readonly value: string }
  | {
      readonly kind: 'type';
      /** In words: `a whole number from 0 to 255`. */
      readonly words: string;
      readonly type: string;
      /** What the schema's author calls it: `absFilePath`. */
      readonly called: string | undefined;
      readonly patterns: readonly string[];
    }
  | { readonly kind: 'text' }
  | { readonly kind: 'list'; readonly of: readonly ExpectedValue[] };

/** The names of elements that may come next; `isOpen` when others than those listed may come, too. */
export interface ExpectedNames {
  readonly names: readonly Name[];
  readonly isOpen: boolean;
}

/** The elements that may come next in the open element. */
export function expectedElements(pattern: Pattern): ExpectedNames {
  const known = ELEMENTS.get(pattern);
  if (known !== undefined) return known;
  const found: NameClass[] = [];
  visit(pattern, (part) => {
    if (part.kind === 'element') found.push(part.element.names);
    return part.kind === 'group' && !part.left.isNullable ? 'left' : 'both';
  });
  const names = collected(found);
  ELEMENTS.set(pattern, names);
  return names;
}

/** A document with one mistake a thousand times asks a thousand times. */
const ELEMENTS = new WeakMap<Pattern, ExpectedNames>();

/** The attributes that the open element may still have. */
export function expectedAttributes(pattern: Pattern): ExpectedNames {
  const found: NameClass[] = [];
  visit(pattern, (part) => {
    if (part.kind === 'attribute') found.push(part.names);
    return 'both';
  });
  return collected(found);
}

/** What the text of the open element, or the value of an attribute whose name was read, may be. */
export function expectedValues(pattern: Pattern): readonly ExpectedValue[] {
  const found = new Map<string, ExpectedValue>();
  const add = (value: ExpectedValue): void => void found.set(JSON.stringify(value), value);
  visit(pattern, (part) => {
    if (part.kind === 'text') add({ kind: 'text' });
    if (part.kind === 'value') add({ kind: 'value', value: writtenText(part.value.text) });
    if (part.kind === 'list') add({ kind: 'list', of: expectedValues(part.of) });
    if (part.kind === 'data') {
      const { type, called } = part.data;
      add({ kind: 'type', words: type.words, type: type.name, called, patterns: type.patterns });
    }
    return 'both';
  });
  return [...found.values()];
}

/** The names without which the open element cannot be right, whatever else comes: of elements, or of attributes. */
export function required(
  pattern: Pattern,
  kind: 'element' | 'attribute',
): ReadonlyMap<string, Name> {
  if (pattern.isNullable) return NONE;
  switch (pattern.kind) {
    case 'choice': {
      const [first = NONE, ...others] = pattern.of.map((part) => required(part, kind));
      return new Map([...first].filter(([key]) => others.every((other) => other.has(key))));
    }
    case 'group':
    case 'interleave':
      return new Map([...required(pattern.left, kind), ...required(pattern.right, kind)]);
    case 'after':
      return required(pattern.left, kind);
    case 'oneOrMore':
      return required(pattern.of, kind);
    case 'element':
    case 'attribute': {
      const names = pattern.kind === 'element' ? pattern.element.names : pattern.names;
      return pattern.kind === kind && names.kind === 'name'
        ? new Map([[nameKey(names.name), names.name]])
        : NONE;
    }
    default:
      return NONE;
  }
}

const NONE: ReadonlyMap<string, Name> = new Map();

function collected(classes: readonly NameClass[]): ExpectedNames {
  const names = new Map(classes.flatMap(listedNames).map((name) => [nameKey(name), name]));
  return { names: [...names.values()], isOpen: classes.some(isOpen) };
}

/** Looks at the parts within the open element, each once. */
function visit(pattern: Pattern, look: (part: Pattern) => 'left' | 'both'): void {
  const seen = new Set<Pattern>();
  const pending = [pattern];
  for (let part = pending.pop(); part !== undefined; part = pending.pop()) {
    if (seen.has(part)) continue;
    seen.add(part);
    const sides = look(part);
    if (part.kind === 'choice') pending.push(...part.of.toReversed());
    else if (part.kind === 'oneOrMore') pending.push(part.of);
    else if (part.kind === 'after') pending.push(part.left);
    else if (part.kind === 'group' || part.kind === 'interleave') {
      if (sides === 'both') pending.push(part.right);
      pending.push(part.left);
    }
  }
}
