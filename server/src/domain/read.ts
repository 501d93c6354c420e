import type { Element } from '@xmldom/xmldom';
import type { Problem } from '../text/finding.ts';
import type { SourceRange } from '../text/range.ts';
import type {
  AttributeDefinition,
  AttributeDefinitions,
  ContentDefinition,
  ElementDefinition,
  ValueType,
} from '../vocabulary/define.ts';
import { rangeWithin, sourceOf, type ElementSource, type ValueSource } from '../xml/source.ts';
import type { SourcedText } from '../xml/sourcedText.ts';
import { isUnevaluated, textOf } from '../xml/walk.ts';

/**
 * A value that somebody wrote. Absent values are `undefined` as a whole; `value` is undefined for a bad one, of which a
 * problem was reported already, and for one that a template or an entity makes, so that no rule trips over it again.
 */
export interface Written<T> {
  readonly text: string;
  /** The value without quotes; for an element's text, without the white space around it. */
  readonly range: SourceRange;
  /** An attribute from its name to behind its closing quote; for an element's text, the same as `range`. */
  readonly whole: SourceRange;
  readonly value: T | undefined;
}

export interface ReadElement {
  readonly element: Element;
  readonly source: ElementSource;
}

/** What an element definition makes of an element: a field for each attribute, and `content` for its text. */
export type Read<D> =
  D extends ElementDefinition<infer A, infer C>
    ? ReadElement & {
        readonly [K in keyof A]: A[K] extends AttributeDefinition<infer T>
          ? Written<T> | undefined
          : never;
      } & { readonly content: Written<C> | undefined }
    : never;

/** Reads an element by its definition. What is wrong with its values goes to `problems`. */
export function readElement<A extends AttributeDefinitions, C>(
  definition: ElementDefinition<A, C>,
  element: Element,
  problems: Problem[],
): Read<ElementDefinition<A, C>> {
  const source = sourceOf(element);
  const fields: Record<string, unknown> = { element, source, content: undefined };
  for (const [name, attribute] of Object.entries(definition.attributes)) {
    const written = readAttribute(attribute, name, element, source, problems);
    fields[name] = written;
    if (written !== undefined || !attribute.required || definition.missing === undefined) continue;
    // A tag that is still being written may yet get it.
    if (!source.halfTyped && !source.templated)
      problems.push(missingAttribute(definition.missing, name, attribute, element, source));
  }
  if (definition.content !== undefined)
    fields['content'] = readContent(definition.content, element, problems);
  // The loop above filled in one field for each attribute of the definition.
  return fields as unknown as Read<ElementDefinition<A, C>>;
}

function readAttribute(
  attribute: AttributeDefinition<unknown>,
  name: string,
  element: Element,
  source: ElementSource,
  problems: Problem[],
): Written<unknown> | undefined {
  const place = source.attributes.get(name);
  if (place === undefined) return undefined;
  const text = element.getAttribute(name) ?? '';
  if (place.value === undefined)
    return { text, range: place.name, whole: place.whole, value: undefined };
  const value = parseValue(attribute.type, attribute.bad, text, place.value, problems);
  return { text, range: place.value.range, whole: place.whole, value };
}

function readContent(
  content: ContentDefinition<unknown>,
  element: Element,
  problems: Problem[],
): Written<unknown> | undefined {
  const found = textOf(element);
  if (isUnevaluated(found.source)) return opaque(found);
  if (found.value.trim() === '') return undefined;
  const value = parseValue(content.type, content.bad, found.value, found.source, problems);
  const start = found.value.length - found.value.trimStart().length;
  const range = rangeWithin(found.source, start, found.value.trimEnd().length);
  return { text: found.value, range, whole: range, value };
}

/** A text that a template makes; for us it may be blank. */
function opaque({ value, source: { range } }: SourcedText): Written<unknown> {
  return { text: value, range, whole: range, value: undefined };
}

function parseValue<T>(
  type: ValueType<T>,
  rule: string,
  text: string,
  source: ValueSource,
  problems: Problem[],
): T | undefined {
  if (isUnevaluated(source)) return undefined;
  const parsed = type.parse(text, (from, to) => rangeWithin(source, from, to));
  for (const problem of parsed.problems) problems.push({ ...problem, rule });
  return parsed.value;
}

function missingAttribute(
  rule: string,
  name: string,
  attribute: AttributeDefinition<unknown>,
  element: Element,
  source: ElementSource,
): Problem {
  return {
    rule,
    range: source.name,
    message: `<${element.tagName}> has no '${name}': ${attribute.type.name} is required`,
  };
}
