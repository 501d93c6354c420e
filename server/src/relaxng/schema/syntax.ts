import type { Context, Reading } from './reading.ts';
import { fail } from './reading.ts';
import type { SchemaElement } from './schemaElement.ts';

/** What may stand in an element of a schema; unstated: any attribute but these is wrong, and parts are checked where they are read. */
interface Syntax {
  readonly attributes?: readonly string[];
  readonly needs?: readonly string[];
  /** How many parts it may hold. */
  readonly parts?: 'none' | 'one' | 'some';
  readonly holdsText?: true;
}

const SYNTAX: ReadonlyMap<string, Syntax> = new Map<string, Syntax>([
  ['element', { attributes: ['name'] }],
  ['attribute', { attributes: ['name'] }],
  ['ref', { attributes: ['name'], parts: 'none' }],
  ['parentRef', { attributes: ['name'], parts: 'none' }],
  ['externalRef', { attributes: ['href'], needs: ['href'], parts: 'none' }],
  ['include', { attributes: ['href'], needs: ['href'] }],
  ['define', { attributes: ['name', 'combine'], parts: 'some' }],
  ['start', { attributes: ['combine'], parts: 'one' }],
  ['data', { attributes: ['type'], needs: ['type'] }],
  ['param', { attributes: ['name'], needs: ['name'], parts: 'none', holdsText: true }],
  ['value', { attributes: ['type'], parts: 'none', holdsText: true }],
  ['name', { parts: 'none', holdsText: true }],
  ['except', { parts: 'some' }],
  ['empty', { parts: 'none' }],
  ['text', { parts: 'none' }],
  ['notAllowed', { parts: 'none' }],
]);

const PLAIN: Syntax = {};

/** Tells attributes, parts and text that mean nothing in an element of the schema, and attributes and parts that it lacks. */
export function checkSyntax(reading: Reading, context: Context, element: SchemaElement): void {
  const { tag, attributes, children, text } = element;
  const { attributes: own = [], needs = [], parts, holdsText } = SYNTAX.get(element.name) ?? PLAIN;
  const wrong = (message: string): void => void fail(reading, context, element, message);
  if (attributes.size > 0)
    for (const name of attributes.keys())
      if (name !== 'ns' && name !== 'datatypeLibrary' && !own.includes(name))
        wrong(`'${name}' is no attribute of <${tag}>`);
  for (const name of needs) if (!attributes.has(name)) wrong(`<${tag}> has no ${name}`);
  const [first, second] = children;
  if (parts === 'none' && first !== undefined) wrong(`<${first.tag}> cannot stand in <${tag}>`);
  if (parts === 'one' && second !== undefined) wrong(`<${tag}> has more than one pattern`);
  if ((parts === 'some' || parts === 'one') && first === undefined) wrong(`<${tag}> is empty`);
  if (holdsText === undefined && text !== '' && text.trim() !== '')
    wrong(`text has no meaning in <${tag}>`);
}
