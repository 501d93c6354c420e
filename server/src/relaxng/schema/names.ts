import type { Element, Node } from '@xmldom/xmldom';
import { isElement, textOf } from '../../xml/walk.ts';
import type { NameClass } from '../pattern/nameClass.ts';
import type { Context, Reading } from './reading.ts';
import { attribute, fail, parts, within } from './reading.ts';

/** Nothing, as a class of names. */
const NOBODY: NameClass = { kind: 'choice', of: [] };

const NAME_CLASSES: readonly string[] = ['name', 'anyName', 'nsName', 'choice'];

/** The name class of an element or attribute pattern, and the patterns behind it. */
export function readNames(
  reading: Reading,
  context: Context,
  element: Element,
): { readonly names: NameClass; readonly rest: readonly Element[] } {
  const written = attribute(element, 'name');
  const children = parts(element);
  if (written !== undefined) {
    const isAttribute = element.localName === 'attribute' && !element.hasAttribute('ns');
    const ns = isAttribute ? '' : context.ns;
    return { names: qualified(reading, context, element, written, ns), rest: children };
  }
  const [first, ...rest] = children;
  if (first === undefined) {
    fail(reading, context, element, `<${element.tagName}> has no name`);
    return { names: NOBODY, rest: [] };
  }
  return { names: readClass(reading, context, first, 'any'), rest };
}

type May = 'any' | 'ns' | 'name';

function readClass(reading: Reading, outer: Context, element: Element, may: May): NameClass {
  const context = within({ ...outer, depth: outer.depth + 1 }, element);
  const kind = element.localName ?? '';
  if (context.depth > 400 || !NAME_CLASSES.includes(kind)) {
    fail(reading, context, element, `<${element.tagName}> is no class of names`);
    return NOBODY;
  }
  if (kind === 'name')
    return qualified(reading, context, element, textOf(element).value.trim(), context.ns);
  if (kind === 'choice')
    return {
      kind: 'choice',
      of: parts(element).map((part) => readClass(reading, context, part, may)),
    };
  if (may === 'name' || (may === 'ns' && kind === 'anyName'))
    fail(reading, context, element, `<${element.tagName}> cannot stand in this <except>`);
  const inner = kind === 'anyName' ? 'ns' : 'name';
  const excepts = parts(element)
    .flatMap((part) => parts(part))
    .map((part) => readClass(reading, context, part, inner));
  const except: NameClass | undefined =
    excepts.length === 0 ? undefined : { kind: 'choice', of: excepts };
  return kind === 'anyName' ? { kind: 'any', except } : { kind: 'ns', ns: context.ns, except };
}

function qualified(
  reading: Reading,
  context: Context,
  element: Element,
  written: string,
  ns: string,
): NameClass {
  const colon = written.indexOf(':');
  if (colon < 0) return { kind: 'name', name: { ns, local: written } };
  const bound = namespaceOf(element, written.slice(0, colon));
  if (bound === undefined)
    fail(reading, context, element, `the prefix of '${written}' is not declared`);
  return { kind: 'name', name: { ns: bound ?? '', local: written.slice(colon + 1) } };
}

function namespaceOf(element: Element, prefix: string): string | undefined {
  if (prefix === 'xml') return 'http://www.w3.org/XML/1998/namespace';
  for (let node: Node | null = element; node !== null && isElement(node); node = node.parentNode) {
    const bound = node.getAttribute(`xmlns:${prefix}`);
    if (bound !== null) return bound;
  }
  return undefined;
}
