import type { NameClass } from './nameClass.ts';
import type { Base, DataPattern, ElementPattern, Memo, Pattern, ValuePattern } from './pattern.ts';

/** All patterns of one grammar, equal ones being one object, and what was derived from them: a bounded memory. */
export interface PatternTable {
  readonly notAllowed: Pattern;
  readonly empty: Pattern;
  readonly text: Pattern;
  readonly leaves: Map<string, Pattern>;
  readonly choices: Map<string, Pattern>;
  /** Some values are names with prefixes: texts are then judged `withNamespaces`. */
  judgesNames: boolean;
  generation: number;
  remembered: number;
  lastId: number;
}

/** Remembered derivatives of one grammar; beyond them all are forgotten and made anew. */
const MAX_REMEMBERED = 150_000;

export function startTable(): PatternTable {
  const base = (id: number, isNullable: boolean): Base => ({
    id,
    isNullable,
    hasAttributes: false,
    judgesText: false,
    memo: undefined,
  });
  return {
    notAllowed: { kind: 'notAllowed', ...base(0, false) },
    empty: { kind: 'empty', ...base(1, true) },
    text: { kind: 'text', ...base(2, true) },
    leaves: new Map(),
    choices: new Map(),
    judgesNames: false,
    generation: 0,
    remembered: 0,
    lastId: 2,
  };
}

/** The memory of a pattern, emptied when the table began anew. */
export function memoOf(table: PatternTable, pattern: Pattern): Memo {
  const { memo } = pattern;
  if (memo?.generation === table.generation) return memo;
  return (pattern.memo = freshMemo(table.generation));
}

/** Counts something remembered. */
export function remember(table: PatternTable): void {
  if (++table.remembered <= MAX_REMEMBERED) return;
  table.remembered = 0;
  table.generation++;
  table.choices.clear();
}

/** Any of the patterns: flat, without doubles, in a fixed order. */
export function choiceOf(table: PatternTable, patterns: readonly Pattern[]): Pattern {
  let single: Pattern | undefined;
  let areSeveral = false;
  for (const pattern of patterns)
    if (pattern.kind !== 'notAllowed' && pattern !== single) {
      areSeveral = single !== undefined;
      if (areSeveral) break;
      single = pattern;
    }
  if (!areSeveral) return single ?? table.notAllowed;
  const parts = new Set<Pattern>();
  for (const pattern of patterns)
    if (pattern.kind === 'choice') for (const part of pattern.of) parts.add(part);
    else if (pattern.kind !== 'notAllowed') parts.add(pattern);
  if (parts.size > 1 && parts.has(table.empty))
    for (const part of parts)
      if (part !== table.empty && part.isNullable) {
        parts.delete(table.empty);
        break;
      }
  const [only] = parts;
  if (parts.size === 1 && only !== undefined) return only;
  const of = [...parts];
  if (of.some((part, index) => part.id < (of[index - 1]?.id ?? 0))) of.sort((a, b) => a.id - b.id);
  const key = of.map(({ id }) => id).join();
  const known = table.choices.get(key);
  if (known !== undefined) return known;
  remember(table);
  const made: Pattern = {
    kind: 'choice',
    of,
    ...base(table, {
      isNullable: of.some((part) => part.isNullable),
      hasAttributes: of.some((part) => part.hasAttributes),
      judgesText: of.some((part) => part.judgesText),
    }),
  };
  table.choices.set(key, made);
  return made;
}

export function groupOf(table: PatternTable, left: Pattern, right: Pattern): Pattern {
  if (left.kind === 'notAllowed' || right.kind === 'notAllowed') return table.notAllowed;
  if (left.kind === 'empty') return right;
  return right.kind === 'empty' ? left : pair(table, 'group', left, right);
}

export function interleaveOf(table: PatternTable, left: Pattern, right: Pattern): Pattern {
  if (left.kind === 'notAllowed' || right.kind === 'notAllowed') return table.notAllowed;
  if (left.kind === 'empty') return right;
  if (right.kind === 'empty') return left;
  return left.id < right.id
    ? pair(table, 'interleave', left, right)
    : pair(table, 'interleave', right, left);
}

/** The left is what the open element still wants, the right what comes behind its end. */
export function afterOf(table: PatternTable, left: Pattern, right: Pattern): Pattern {
  if (left.kind === 'notAllowed' || right.kind === 'notAllowed') return table.notAllowed;
  return pair(table, 'after', left, right);
}

export function oneOrMoreOf(table: PatternTable, of: Pattern): Pattern {
  if (['notAllowed', 'empty', 'text', 'oneOrMore'].includes(of.kind)) return of;
  return leaf(table, `+${of.id}`, () => ({
    kind: 'oneOrMore',
    of,
    ...base(table, of),
  }));
}

export function optionalOf(table: PatternTable, pattern: Pattern): Pattern {
  return choiceOf(table, [pattern, table.empty]);
}

export function listOf(table: PatternTable, of: Pattern): Pattern {
  if (of.kind === 'notAllowed') return of;
  return leaf(table, `l${of.id}`, () => ({ kind: 'list', of, ...base(table, JUDGING) }));
}

export function dataOf(table: PatternTable, data: DataPattern): Pattern {
  const key = `d${data.except?.id ?? ''} ${data.called ?? ''} ${data.type.key}`;
  return leaf(table, key, () => ({ kind: 'data', data, ...base(table, JUDGING) }));
}

export function valueOf(table: PatternTable, value: ValuePattern): Pattern {
  const key = `v${value.type.key} ${value.text}`;
  return leaf(table, key, () => ({ kind: 'value', value, ...base(table, JUDGING) }));
}

export function attributeOf(table: PatternTable, names: NameClass, of: Pattern): Pattern {
  if (of.kind === 'notAllowed') return of;
  const key = `@${of.id} ${JSON.stringify(names)}`;
  return leaf(table, key, () => ({
    kind: 'attribute',
    names,
    of,
    ...base(table, { isNullable: false, hasAttributes: true, judgesText: false }),
  }));
}

export function elementOf(table: PatternTable, element: ElementPattern): Pattern {
  return {
    kind: 'element',
    element,
    ...base(table, { isNullable: false, hasAttributes: false, judgesText: false }),
  };
}

type Traits = Pick<Base, 'isNullable' | 'hasAttributes' | 'judgesText'>;

const JUDGING: Traits = { isNullable: false, hasAttributes: false, judgesText: true };

function base(table: PatternTable, traits: Traits): Base {
  const { isNullable, hasAttributes, judgesText } = traits;
  return { id: ++table.lastId, isNullable, hasAttributes, judgesText, memo: undefined };
}

function freshMemo(generation: number): Memo {
  return { generation, pairs: new Map(), derived: new Map() };
}

function leaf(table: PatternTable, key: string, make: () => Pattern): Pattern {
  const known = table.leaves.get(key);
  if (known !== undefined) return known;
  const made = make();
  table.leaves.set(key, made);
  return made;
}

function pair(
  table: PatternTable,
  kind: 'group' | 'interleave' | 'after',
  left: Pattern,
  right: Pattern,
): Pattern {
  remember(table);
  const { pairs } = memoOf(table, left);
  let rights = pairs.get(kind);
  if (rights === undefined) pairs.set(kind, (rights = new Map<Pattern, Pattern>()));
  const known = rights.get(right);
  if (known !== undefined) {
    table.remembered--;
    return known;
  }
  const both = kind !== 'after';
  const made: Pattern = {
    kind,
    left,
    right,
    ...base(table, {
      isNullable: both && left.isNullable && right.isNullable,
      hasAttributes: left.hasAttributes || (both && right.hasAttributes),
      judgesText: left.judgesText || (both && right.judgesText),
    }),
  };
  rights.set(right, made);
  return made;
}
