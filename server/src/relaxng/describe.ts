import type { Attr, Element } from '@xmldom/xmldom';
import { openingOf, withAttributes } from './allowedAt.ts';
import type { Grammar } from './grammar.ts';
import { attributed, closed, ended, opened } from './pattern/derive.ts';
import type { ExpectedValue } from './pattern/expected.ts';
import {
  expectedAttributes,
  expectedElements,
  expectedValues,
  required,
} from './pattern/expected.ts';
import type { Name } from './pattern/nameClass.ts';
import { nameKey } from './pattern/nameClass.ts';
import type { Pattern } from './pattern/pattern.ts';
import { nameOf, walk } from './walk.ts';

/** What the schema says of an element, where it stands, with the attributes that it has. */
export interface ElementDescription {
  readonly isRequired: boolean;
  /** It may stand more than once. */
  readonly isRepeatable: boolean;
  readonly attributes: readonly { readonly name: Name; readonly isRequired: boolean }[];
  readonly elements: readonly Name[];
  /** What its text may be; empty where it has none. */
  readonly values: readonly ExpectedValue[];
}

/** What the schema says of an attribute, beside the others of its element. */
export interface AttributeDescription {
  readonly isRequired: boolean;
  readonly values: readonly ExpectedValue[];
}

/** What the schema says of an element of a document; undefined where it does not know it. */
export function describeElement(
  grammar: Grammar,
  root: Element,
  element: Element,
): ElementDescription | undefined {
  const { table } = grammar;
  const atOpening = openingOf(grammar, root, element);
  if (atOpening === undefined) return undefined;
  const name = nameOf(element);
  const around = contentAround(grammar, root, element);
  const once = ended(table, opened(table, around, name, true), true);
  const content = closed(table, withAttributes(table, element, atOpening, undefined), true);
  const needed = required(atOpening, 'attribute');
  return {
    isRequired: required(around, 'element').has(nameKey(name)),
    isRepeatable: opened(table, once, name, true).kind !== 'notAllowed',
    attributes: expectedAttributes(atOpening).names.map((one) => ({
      name: one,
      isRequired: needed.has(nameKey(one)),
    })),
    elements: expectedElements(content).names,
    values: expectedValues(content),
  };
}

/** What the schema says of an attribute of a document; undefined where it does not know it. */
export function describeAttribute(
  grammar: Grammar,
  root: Element,
  attribute: Attr,
): AttributeDescription | undefined {
  const { table } = grammar;
  const element = attribute.ownerElement;
  const atOpening = element === null ? undefined : openingOf(grammar, root, element);
  if (element === null || atOpening === undefined) return undefined;
  const name = nameOf(attribute);
  const beside = withAttributes(table, element, atOpening, attribute.name);
  const narrow = attributed(table, beside, name);
  const named = narrow.kind === 'notAllowed' ? attributed(table, atOpening, name) : narrow;
  if (named.kind === 'notAllowed') return undefined;
  return {
    isRequired: required(beside, 'attribute').has(nameKey(name)),
    values: expectedValues(named),
  };
}

/** What the parent of an element may hold in all; the schema's start for the root. */
function contentAround(grammar: Grammar, root: Element, element: Element): Pattern {
  let found = grammar.start;
  walk(grammar, root, {
    child: (frame) => {
      if (frame.element !== element.parentNode) return true;
      found = frame.content;
      return false;
    },
  });
  return found;
}
