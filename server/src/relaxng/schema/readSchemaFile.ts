import type { Attr, Element } from '@xmldom/xmldom';
import { parseXml } from '../../xml/parseXml.ts';
import type { ParsedXml } from '../../xml/source.ts';
import { sourceOf } from '../../xml/source.ts';
import { childElements, textOf } from '../../xml/walk.ts';
import { scanningSchema } from './scanSchema.ts';
import type { Open, SchemaElement } from './schemaElement.ts';
import { open } from './schemaElement.ts';
import type { Steps } from './steps.ts';

/** A schema's text as elements, and what is not well-formed in it. */
export interface SchemaFile {
  /** Undefined: there is no element, or the first is not RELAX NG's. */
  readonly root: SchemaElement | undefined;
  readonly problems: ParsedXml['problems'];
}

/**
 * Reads the text of a schema. Never throws. There are two ways since libvirt's nine files take `parseSchema` 200 ms at first and
 * `scanningSchema` 33 (50 and 8 when warm), which a person who types would wait for; they are held against each other by a property test.
 */
export function* readingSchemaFile(text: string): Steps<SchemaFile> {
  const root = yield* scanningSchema(text);
  return root === undefined ? parseSchema(text) : { root, problems: [] };
}

/** The same by way of `parseXml`. */
export function parseSchema(text: string): SchemaFile {
  const { document, problems } = parseXml(text);
  const { documentElement } = document;
  const own = problems.filter(
    ({ rule, severity }) => rule !== 'xml/template' && (severity ?? 'error') === 'error',
  );
  const first = documentElement === null ? undefined : openElement(documentElement, undefined);
  if (documentElement === null || first === undefined) return { root: undefined, problems: own };
  const levels = [{ open: first, rest: childElements(documentElement).values() }];
  for (let level = levels.at(-1); level !== undefined; level = levels.at(-1)) {
    const next = level.rest.next();
    if (next.done === true) {
      levels.pop();
      continue;
    }
    const inner = openElement(next.value, level.open);
    if (inner !== undefined) levels.push({ open: inner, rest: childElements(next.value).values() });
  }
  return { root: first.element, problems: own };
}

function openElement(element: Element, around: Open | undefined): Open | undefined {
  const attributes = Array.from(
    element.attributes,
    (attribute: Attr) => [attribute.name, attribute.value] as const,
  );
  const { start } = sourceOf(element).name;
  const opened = open({ tag: element.tagName, start, attributes }, around);
  if (opened?.element !== undefined) opened.element.text = textOf(element).value;
  return opened;
}
