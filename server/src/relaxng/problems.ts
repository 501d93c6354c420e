import type { Attr, Element, Node } from '@xmldom/xmldom';
import { closest, closestWord } from '../text/closest.ts';
import type { ValueSource } from '../xml/source.ts';
import { contentSource, sourceOf } from '../xml/source.ts';
import { childElements, textOf, trimmed } from '../xml/walk.ts';
import { isBlank } from './datatype/datatype.ts';
import { attributed, closed, ended, opened } from './pattern/derive.ts';
import type { ExpectedValue } from './pattern/expected.ts';
import {
  expectedAttributes,
  expectedElements,
  expectedValues,
  required,
} from './pattern/expected.ts';
import type { PatternTable } from './pattern/make.ts';
import type { Name } from './pattern/nameClass.ts';
import { nameKey } from './pattern/nameClass.ts';
import type { Pattern } from './pattern/pattern.ts';
import type { SchemaProblem } from './problem.ts';
import type { Frame } from './walk.ts';
import { nameOf } from './walk.ts';

/** How an element that does not fit is read on. */
export interface Way {
  /** Undefined where enough was said already. */
  readonly problem: SchemaProblem | undefined;
  /** What the element is taken for; undefined: it is passed over with all that it holds. */
  readonly opened: Pattern | undefined;
  /** The parent then goes on as if the element were not there. */
  readonly isAside: boolean;
}

/** What is wrong with an element that cannot come next, and what it is taken for. */
export function misplaced(
  table: PatternTable,
  element: Element,
  state: Pattern,
  parent: Frame | undefined,
): Way {
  const name = nameOf(element);
  const early = opened(table, state, name, true);
  if (parent !== undefined && early.kind !== 'notAllowed')
    return tooEarly(table, element, state, early, parent);
  const everything = parent === undefined ? state : closed(table, parent.atOpening, true);
  const elsewhere = opened(table, everything, name, true);
  const isQuiet =
    parent !== undefined &&
    (sourceOf(parent.element).damaged || parent.excused?.delete(nameKey(name)) === true);
  const { names } = expectedElements(state);
  if (elsewhere.kind !== 'notAllowed') {
    const problem = about('element-not-allowed-here', element, { names, isKnown: true });
    return { problem: isQuiet ? undefined : problem, opened: elsewhere, isAside: true };
  }
  const meant = nearest(name, names) ?? nearest(name, expectedElements(everything).names);
  const suggestion = meant?.local;
  const problem = isQuiet ? undefined : about('unknown-element', element, { names, suggestion });
  if (meant === undefined) return { problem, opened: undefined, isAside: true };
  const asMeant = opened(table, state, meant);
  const comesToo =
    parent !== undefined &&
    opened(table, ended(table, asMeant, true), meant).kind === 'notAllowed' &&
    childElements(parent.element).some((other) => nameKey(nameOf(other)) === nameKey(meant));
  if (asMeant.kind !== 'notAllowed' && !comesToo)
    return { problem, opened: asMeant, isAside: false };
  return { problem, opened: opened(table, everything, meant, true), isAside: true };
}

/** Something required should have come before this element. */
function tooEarly(
  table: PatternTable,
  element: Element,
  state: Pattern,
  early: Pattern,
  parent: Frame,
): Way {
  const name = nameOf(element);
  const wanted = [...required(state, 'element').values()].filter((one) => {
    const without = ended(table, opened(table, state, one), true);
    return opened(table, without, name).kind !== 'notAllowed';
  });
  const later = new Set(childElements(parent.element).map((child) => nameKey(nameOf(child))));
  const late = wanted.filter((one) => later.has(nameKey(one)));
  const isQuiet = sourceOf(parent.element).damaged;
  parent.excused ??= new Set();
  for (const one of late) parent.excused.add(nameKey(one));
  const names = wanted.length > 0 ? wanted : expectedElements(state).names;
  const problem =
    late.length > 0
      ? about('element-not-allowed-here', element, { names: late, isKnown: true })
      : about('missing-element', parent.element, {
          names,
          written: '',
          isChoice: wanted.length === 0,
          noticed: sourceOf(element).startTag.start,
        });
  return { problem: isQuiet ? undefined : problem, opened: early, isAside: false };
}

/** An attribute that is not allowed, and the one that was most likely meant. */
export function strangeAttribute(
  table: PatternTable,
  element: Element,
  attribute: Attr,
  state: Pattern,
  atOpening: Pattern,
): { readonly problem: SchemaProblem | undefined; readonly meant: Name | undefined } {
  const name = nameOf(attribute);
  const isKnown = attributed(table, atOpening, name).kind !== 'notAllowed';
  const present = new Set(Array.from(element.attributes, (one) => nameKey(nameOf(one))));
  const names = expectedAttributes(state).names.filter((one) => !present.has(nameKey(one)));
  const meant = isKnown ? undefined : nearest(name, names);
  const range = sourceOf(element).attributes.get(attribute.name)?.name;
  const problem = about('unknown-attribute', element, {
    ...(range === undefined ? {} : { range }),
    attribute: attribute.name,
    written: attribute.name,
    names,
    suggestion: meant?.local,
    isKnown,
  });
  return { problem, meant };
}

/** An attribute's value that is not allowed; `named` is what `attributed` gave. */
export function badValue(
  element: Element,
  attribute: Attr,
  named: Pattern,
  atOpening: Pattern,
): SchemaProblem {
  const source = sourceOf(element).attributes.get(attribute.name);
  const values = expectedValues(named);
  return about('bad-value', element, {
    range: source?.value?.range ?? sourceOf(element).name,
    attribute: attribute.name,
    written: attribute.value,
    values,
    opened: atOpening,
    suggestion: nearestValue(attribute.value, values),
  });
}

/** The start tag ends, and an attribute is wanting. */
export function lacksAttribute(
  element: Element,
  state: Pattern,
  atOpening: Pattern,
): SchemaProblem {
  const needed = [...required(state, 'attribute').values()];
  const isChoice = needed.length === 0;
  const names = isChoice ? expectedAttributes(state).names : needed;
  return about('missing-attribute', element, { names, written: '', isChoice, opened: atOpening });
}

/** The element ends, and something is wanting in it. */
export function lacksElement(element: Element, state: Pattern): SchemaProblem {
  const needed = [...required(state, 'element').values()];
  const names = needed.length > 0 ? needed : expectedElements(state).names;
  const values = expectedValues(state);
  const noticed = sourceOf(element).endTag?.start ?? sourceOf(element).startTag.start;
  if (names.length === 0 && values.length > 0)
    return about('bad-value', element, { written: '', values, noticed });
  return about('missing-element', element, {
    names,
    written: '',
    isChoice: needed.length === 0,
    noticed,
  });
}

/** A text that is not allowed, or not as it should be; `node` where it stands between elements. */
export function badText(element: Element, state: Pattern, node?: Node): SchemaProblem {
  const source: ValueSource | undefined = node === undefined ? undefined : contentSource(node);
  const text =
    node === undefined || source === undefined
      ? trimmed(textOf(element))
      : trimmed({ value: node.nodeValue ?? '', source });
  const values = expectedValues(state);
  const written = text.value;
  const range = isBlank(written) ? sourceOf(element).name : text.source.range;
  const noticed = range.start;
  if (node === undefined && values.length > 0)
    return about('bad-value', element, {
      range,
      written,
      values,
      noticed,
      suggestion: nearestValue(written, values),
    });
  const { names } = expectedElements(state);
  return about('text-not-allowed', element, { range, written, names, noticed });
}

function about(
  kind: SchemaProblem['kind'],
  element: Element,
  more: Partial<SchemaProblem>,
): SchemaProblem {
  const range = more.range ?? sourceOf(element).name;
  return {
    kind,
    range,
    element,
    attribute: undefined,
    written: element.tagName,
    names: [],
    isChoice: false,
    values: [],
    opened: undefined,
    suggestion: undefined,
    isKnown: false,
    noticed: range.start,
    ...more,
  };
}

function nearest(name: Name, candidates: readonly Name[]): Name | undefined {
  const same = candidates.filter(({ ns }) => ns === name.ns);
  const local = closest(
    name.local,
    same.map((one) => one.local),
  );
  return local === undefined ? undefined : same.find((one) => one.local === local);
}

function nearestValue(written: string, values: readonly ExpectedValue[]): string | undefined {
  const listed = values.flatMap((one) => (one.kind === 'value' ? [one.value] : []));
  return closestWord(written.trim(), listed);
}
