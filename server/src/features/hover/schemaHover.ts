import type { Element } from '@xmldom/xmldom';
import type { Analysis } from '../../analysis/analyze.ts';
import {
  describeAttribute,
  describeElement,
  type AttributeDescription,
  type ElementDescription,
} from '../../relaxng/describe.ts';
import type { Name } from '../../relaxng/pattern/nameClass.ts';
import { codeSpan } from '../markdown.ts';
import type { AnySpot } from '../spot.ts';
import { valueWords } from '../valueWords.ts';
import { paragraphs } from './words.ts';

/**
 * What the schema says of the element or attribute at a spot: where it stands, whether it must and how often it may, what it may hold.
 * undefined for what the schema does not know, and where another extension shows it.
 */
export function schemaHover(
  { schema, parsed, world }: Analysis,
  spot: AnySpot,
): string | undefined {
  const root = parsed.document.documentElement;
  if (schema === undefined || root === null || world.isServedElsewhere === true) return undefined;
  const { grammar, name } = schema;
  const { element } = spot;
  const said = (text: string): string => `${text} _(${name.replaceAll('_', '\\_')})_`;
  switch (spot.kind) {
    case 'element':
    case 'text':
    case 'content': {
      const found = describeElement(grammar, root, element);
      return found && said(elementText(element, found));
    }
    case 'attribute':
    case 'value': {
      const attribute = element.getAttributeNode(spot.name);
      const found = attribute && describeAttribute(grammar, root, attribute);
      return found ? said(attributeText(element, spot.name, found)) : undefined;
    }
    case 'tag':
    case 'close':
      return undefined;
  }
}

/** The names from the root to an element. */
export function namesTo(element: Element): readonly string[] {
  const names: string[] = [];
  for (let at: Element | null = element; at !== null; at = at.parentElement)
    names.unshift(at.tagName);
  return names;
}

function elementText(element: Element, found: ElementDescription): string {
  const { isRequired, isRepeatable, attributes, elements, values } = found;
  const isRoot = element.parentElement === null;
  const often = isRepeatable ? 'any number of them' : 'at most one';
  const must = isRequired ? (isRepeatable ? 'required, and may repeat' : 'required') : often;
  const required = attributes.filter((one) => one.isRequired).map(({ name }) => name);
  const optional = attributes.filter((one) => !one.isRequired).map(({ name }) => name);
  const text = elements.length > 0 ? '' : valueWords(values);
  const isText = values.length > 0 && elements.length === 0;
  return paragraphs([
    `${codeSpan(pathOf(element))}${isRoot ? '' : `: ${must}.`}`,
    [
      required.length === 0 ? undefined : `- required attributes: ${list(required, (one) => one)}`,
      optional.length === 0
        ? undefined
        : `- ${required.length === 0 ? '' : 'other '}attributes: ${list(optional, (one) => one)}`,
      elements.length === 0 ? undefined : `- holds: ${list(elements, (one) => `<${one}>`)}`,
      isText ? `- its text: ${text === '' ? 'any' : text}` : undefined,
      attributes.length + elements.length + values.length === 0 ? '- holds nothing' : undefined,
    ]
      .filter((line) => line !== undefined)
      .join('\n'),
  ]);
}

function attributeText(
  element: Element,
  name: string,
  { isRequired, values }: AttributeDescription,
): string {
  const said = valueWords(values);
  const must = isRequired ? 'required' : 'optional';
  return `${codeSpan(`${pathOf(element)}/@${name}`)}: ${must}, ${said === '' ? 'any text' : said}.`;
}

const pathOf = (element: Element): string => `/${namesTo(element).join('/')}`;

/** So many names are looked through. */
const MOST = 24;

function list(names: readonly Name[], write: (name: string) => string): string {
  const shown = names.slice(0, MOST).map(({ local }) => codeSpan(write(local)));
  const more = names.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
