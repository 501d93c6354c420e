import type { Name, NameClass } from '../pattern/nameClass.ts';
import { hasName, isOpen, listedNames, nameKey } from '../pattern/nameClass.ts';
import type { Pattern } from '../pattern/pattern.ts';
import { placeOf } from './placeOf.ts';
import type { Context, DeclaredElement, Reading } from './reading.ts';
import { fail } from './reading.ts';
import type { SchemaElement } from './schemaElement.ts';
import type { Steps } from './steps.ts';

// The restrictions of section 7 of the specification, looked for in the patterns as they were read; the places are sought only where one is broken.

/** A part that may not stand where it does. `nth`: of places that read alike the one that is meant, from 0. */
interface Breach {
  readonly part: Pattern;
  readonly nth: number;
  readonly message: string;
}

/** Tells the first restriction that each declared element, and the start, does not keep. */
export function* checkRestrictions(
  reading: Reading,
  elements: readonly DeclaredElement[],
  start: { readonly pattern: Pattern; readonly at: SchemaElement; readonly context: Context },
): Steps<void> {
  const checks: Checks = {
    sound: { start: sets(), content: sets(), attribute: sets(), list: sets(), except: sets() },
    attributes: new Map(),
    elements: new Map(),
    unmixed: new Set(),
  };
  const tell = (
    found: Breach | undefined,
    parts: readonly SchemaElement[],
    at: SchemaElement,
    context: Context,
  ): void => {
    if (found === undefined) return;
    const place = placeOf(reading, parts, found.part, found.nth) ?? {
      element: at,
      file: context.file,
    };
    fail(reading, { ...context, file: place.file ?? context.file }, place.element, found.message);
  };
  tell(breachOf(checks, start.pattern, START), [start.at], start.at, start.context);
  for (const { pattern, rest, at, context } of elements) {
    yield;
    const found = breachOf(checks, pattern.content, CONTENT) ?? mixedUp(checks, pattern.content);
    tell(found, rest, at, context);
  }
}

interface Checks {
  /** Patterns in which nothing was found, by where they stood. */
  readonly sound: Readonly<Record<Where['in'], readonly Set<Pattern>[]>>;
  readonly attributes: Map<Pattern, readonly Held[]>;
  readonly elements: Map<Pattern, readonly Held[]>;
  /** Patterns in which no value stands beside anything. */
  readonly unmixed: Set<Pattern>;
}

interface Held {
  readonly names: NameClass;
  readonly part: Pattern;
}

/** Where a pattern stands. */
interface Where {
  readonly in: 'start' | 'content' | 'attribute' | 'list' | 'except';
  /** 1: in what may come several times, 2: in a group or an interleave in such a part. */
  readonly repeats: 0 | 1 | 2;
}

const sets = (): readonly Set<Pattern>[] => [new Set(), new Set(), new Set()];

const START: Where = { in: 'start', repeats: 0 };
const CONTENT: Where = { ...START, in: 'content' };
const ATTRIBUTE: Where = { ...START, in: 'attribute' };
const LIST: Where = { ...START, in: 'list' };
const EXCEPT: Where = { ...START, in: 'except' };

/** What may not stand within (7.1); elements and attributes are looked at by themselves. */
const FORBIDDEN: Readonly<Record<Where['in'], readonly Pattern['kind'][]>> = {
  start: [
    'attribute',
    'data',
    'value',
    'list',
    'text',
    'group',
    'interleave',
    'oneOrMore',
    'empty',
  ],
  content: [],
  attribute: ['element', 'attribute'],
  list: ['list', 'element', 'attribute', 'text', 'interleave'],
  except: ['element', 'attribute', 'list', 'text', 'group', 'interleave', 'oneOrMore', 'empty'],
};

const HOLDERS: Readonly<Record<Where['in'], string>> = {
  start: '<start>',
  content: '<element>',
  attribute: '<attribute>',
  list: '<list>',
  except: '<except> of <data>',
};

function breachOf(checks: Checks, pattern: Pattern, where: Where): Breach | undefined {
  const sound = checks.sound[where.in][where.repeats];
  if (sound?.has(pattern) === true) return undefined;
  const found = breachAnew(checks, pattern, where);
  if (found === undefined) sound?.add(pattern);
  return found;
}

function breachAnew(checks: Checks, pattern: Pattern, where: Where): Breach | undefined {
  const { kind } = pattern;
  const of = (part: Pattern, message: string, nth = 0): Breach => ({ part, nth, message });
  if (FORBIDDEN[where.in].includes(kind))
    return of(pattern, `<${kind}> cannot stand in ${HOLDERS[where.in]}`);
  switch (kind) {
    case 'choice':
      return firstOf(pattern.of, (part) => breachOf(checks, part, where));
    case 'oneOrMore':
      return breachOf(checks, pattern.of, where.repeats > 0 ? where : { ...where, repeats: 1 });
    case 'group':
    case 'interleave': {
      const inside: Where = where.repeats === 1 ? { ...where, repeats: 2 } : where;
      return (
        breachOf(checks, pattern.left, inside) ??
        breachOf(checks, pattern.right, inside) ??
        doubled(checks, pattern.left, pattern.right, kind)
      );
    }
    case 'attribute':
      if (where.repeats === 2)
        return of(pattern, `<attribute> cannot stand in a group that repeats`);
      if (isOpen(pattern.names) && where.repeats === 0)
        return of(pattern, 'an <attribute> of any name must stand in <oneOrMore> or <zeroOrMore>');
      return breachOf(checks, pattern.of, ATTRIBUTE);
    case 'list':
      return breachOf(checks, pattern.of, LIST);
    case 'data': {
      const { except } = pattern.data;
      return except && breachOf(checks, except, EXCEPT);
    }
    default:
      return undefined;
  }
}

/** The same attribute twice (7.3), or the same element or text on both sides of an interleave (7.4). */
function doubled(
  checks: Checks,
  left: Pattern,
  right: Pattern,
  kind: 'group' | 'interleave',
): Breach | undefined {
  const attribute = overlap(attributesIn(checks, left), attributesIn(checks, right));
  if (attribute !== undefined)
    return { ...attribute, message: `the attribute ${attribute.called} is there twice` };
  if (kind === 'group') return undefined;
  const element = overlap(elementsIn(checks, left), elementsIn(checks, right));
  if (element === undefined) return undefined;
  const { called } = element;
  const message =
    element.part.kind === 'text'
      ? '<text> stands in two parts of an <interleave>'
      : `the element ${called} stands in two parts of an <interleave>`;
  return { ...element, message };
}

function overlap(
  left: readonly Held[],
  right: readonly Held[],
): { readonly part: Pattern; readonly nth: number; readonly called: string } | undefined {
  if (left.length === 0 || right.length === 0) return undefined;
  const named = new Set(left.flatMap(({ names }) => listedNames(names)).map(nameKey));
  const open = left.filter(({ names }) => isOpen(names));
  for (const { names, part } of right) {
    const own = listedNames(names).filter((one) => hasName(names, one));
    const same =
      own.find((one) => named.has(nameKey(one))) ??
      own.find((one) => open.some((other) => hasName(other.names, one))) ??
      (isOpen(names)
        ? left.flatMap((one) => listedNames(one.names)).find((one) => hasName(names, one))
        : undefined);
    const isText = part.kind === 'text' && left.some((one) => one.part.kind === 'text');
    const areOpen = isOpen(names) && open.some((other) => meet(other.names, names));
    if (same === undefined && !isText && !areOpen) continue;
    const isSame = left.some((one) => one.part === part);
    return {
      part,
      nth: isSame ? 1 : 0,
      called: same === undefined ? 'of any name' : `'${same.local}'`,
    };
  }
  return undefined;
}

/** Whether two open classes share a name, tried with one that neither lists. */
function meet(a: NameClass, b: NameClass): boolean {
  const spaces = [...namespacesOf(a), ...namespacesOf(b), '\0'];
  return spaces.some((ns) => {
    const one: Name = { ns, local: '\0' };
    return hasName(a, one) && hasName(b, one);
  });
}

function namespacesOf(names: NameClass): readonly string[] {
  if (names.kind === 'choice') return names.of.flatMap(namespacesOf);
  return names.kind === 'ns' ? [names.ns] : [];
}

/** The attributes of a pattern, those of its child elements left out. */
function attributesIn(checks: Checks, pattern: Pattern): readonly Held[] {
  if (!pattern.hasAttributes) return [];
  return heldIn(checks.attributes, pattern, (part) =>
    part.kind === 'attribute' ? { names: part.names, part } : undefined,
  );
}

const NOBODY: NameClass = { kind: 'choice', of: [] };

function elementsIn(checks: Checks, pattern: Pattern): readonly Held[] {
  return heldIn(checks.elements, pattern, (part) => {
    if (part.kind === 'element') return { names: part.element.names, part };
    return part.kind === 'text' ? { names: NOBODY, part } : undefined;
  });
}

function heldIn(
  known: Map<Pattern, readonly Held[]>,
  pattern: Pattern,
  look: (part: Pattern) => Held | undefined,
): readonly Held[] {
  const before = known.get(pattern);
  if (before !== undefined) return before;
  const one = look(pattern);
  const held =
    one === undefined
      ? [...new Set(partsOf(pattern).flatMap((part) => heldIn(known, part, look)))]
      : [one];
  known.set(pattern, held);
  return held;
}

function partsOf(pattern: Pattern): readonly Pattern[] {
  if (pattern.kind === 'choice') return pattern.of;
  if (pattern.kind === 'oneOrMore') return [pattern.of];
  return pattern.kind === 'group' || pattern.kind === 'interleave'
    ? [pattern.left, pattern.right]
    : [];
}

/** Values beside elements, text or other values (7.2): a text can be judged only as a whole. */
function mixedUp(checks: Checks, pattern: Pattern): Breach | undefined {
  if (!pattern.judgesText || checks.unmixed.has(pattern)) return undefined;
  const found =
    firstOf(partsOf(pattern), (part) => mixedUp(checks, part)) ?? mixedHere(checks, pattern);
  if (found === undefined) checks.unmixed.add(pattern);
  return found;
}

function mixedHere(checks: Checks, pattern: Pattern): Breach | undefined {
  const message = 'a typed value cannot stand beside elements, text or other values';
  if (pattern.kind === 'oneOrMore') {
    const part = valueIn(pattern.of);
    return part && { part, nth: 0, message };
  }
  if (pattern.kind !== 'group' && pattern.kind !== 'interleave') return undefined;
  const [left, right] = [valueIn(pattern.left), valueIn(pattern.right)];
  const part =
    right !== undefined && hasContent(checks, pattern.left)
      ? right
      : hasContent(checks, pattern.right)
        ? left
        : undefined;
  return part && { part, nth: part === left && left === right ? 1 : 0, message };
}

function valueIn(pattern: Pattern): Pattern | undefined {
  if (pattern.kind === 'data' || pattern.kind === 'value' || pattern.kind === 'list')
    return pattern;
  return pattern.judgesText ? firstOf(partsOf(pattern), valueIn) : undefined;
}

function hasContent(checks: Checks, pattern: Pattern): boolean {
  return pattern.judgesText || elementsIn(checks, pattern).length > 0;
}

function firstOf<T, R>(all: readonly T[], look: (one: T) => R | undefined): R | undefined {
  for (const one of all) {
    const found = look(one);
    if (found !== undefined) return found;
  }
  return undefined;
}
