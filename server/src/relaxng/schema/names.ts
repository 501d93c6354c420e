import type { NameClass } from '../pattern/nameClass.ts';
import type { Context, Reading } from './reading.ts';
import { MAX_DEPTH, attribute, fail, within } from './reading.ts';
import type { SchemaElement } from './schemaElement.ts';
import { boundTo } from './schemaElement.ts';
import { checkSyntax } from './syntax.ts';

/** Nothing, as a class of names. */
const NOBODY: NameClass = { kind: 'choice', of: [] };

const NAME_CLASSES: readonly string[] = ['name', 'anyName', 'nsName', 'choice'];

/** The name class of an element or attribute pattern, and the patterns behind it. */
export function readNames(
  reading: Reading,
  context: Context,
  element: SchemaElement,
): { readonly names: NameClass; readonly rest: readonly SchemaElement[] } {
  const written = attribute(element, 'name');
  const children = element.children;
  if (written !== undefined) {
    const isAttribute = element.name === 'attribute' && !element.attributes.has('ns');
    const ns = isAttribute ? '' : context.ns;
    return { names: qualified(reading, context, element, written, ns), rest: children };
  }
  const [first, ...rest] = children;
  if (first === undefined) {
    fail(reading, context, element, `<${element.tag}> has no name`);
    return { names: NOBODY, rest: [] };
  }
  return { names: readClass(reading, context, first, 'any'), rest };
}

/** Whether a class speaks of namespace declarations, which are no attributes (section 4.16). */
export function namesDeclarations(names: NameClass): boolean {
  if (names.kind === 'choice') return names.of.some(namesDeclarations);
  if (names.kind === 'name') {
    const { ns, local } = names.name;
    return ns === XMLNS || (ns === '' && local === 'xmlns');
  }
  const { except } = names;
  return (
    (names.kind === 'ns' && names.ns === XMLNS) ||
    (except !== undefined && namesDeclarations(except))
  );
}

/** As the specification writes it. */
const XMLNS = 'http://www.w3.org/2000/xmlns';

type May = 'any' | 'ns' | 'name';

function readClass(reading: Reading, outer: Context, element: SchemaElement, may: May): NameClass {
  reading.depth++;
  const names = readClassAnew(reading, within(outer, element), element, may);
  reading.depth--;
  return names;
}

function readClassAnew(
  reading: Reading,
  context: Context,
  element: SchemaElement,
  may: May,
): NameClass {
  const kind = element.name;
  if (reading.depth > MAX_DEPTH || !NAME_CLASSES.includes(kind)) {
    fail(reading, context, element, `<${element.tag}> is no class of names`);
    return NOBODY;
  }
  checkSyntax(reading, context, element);
  if (kind === 'name') return qualified(reading, context, element, element.text.trim(), context.ns);
  if (kind === 'choice')
    return {
      kind: 'choice',
      of: element.children.map((part) => readClass(reading, context, part, may)),
    };
  if (may === 'name' || (may === 'ns' && kind === 'anyName'))
    fail(reading, context, element, `<${element.tag}> cannot stand in this <except>`);
  const inner = kind === 'anyName' ? 'ns' : 'name';
  const [first, ...more] = element.children;
  if (first !== undefined && (first.name !== 'except' || more.length > 0))
    fail(reading, context, element, `<${element.tag}> holds nothing but one <except>`);
  else if (first !== undefined) checkSyntax(reading, context, first);
  const excepts = (first?.children ?? []).map((part) => readClass(reading, context, part, inner));
  const except: NameClass | undefined =
    excepts.length === 0 ? undefined : { kind: 'choice', of: excepts };
  return kind === 'anyName' ? { kind: 'any', except } : { kind: 'ns', ns: context.ns, except };
}

function qualified(
  reading: Reading,
  context: Context,
  element: SchemaElement,
  written: string,
  ns: string,
): NameClass {
  const colon = written.indexOf(':');
  if (colon < 0) return { kind: 'name', name: { ns, local: written } };
  const bound = boundTo(element.bindings, written.slice(0, colon));
  if (bound === undefined)
    fail(reading, context, element, `the prefix of '${written}' is not declared`);
  return { kind: 'name', name: { ns: bound ?? '', local: written.slice(colon + 1) } };
}
