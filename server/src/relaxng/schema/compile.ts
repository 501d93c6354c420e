import { makeDatatype } from '../datatype/makeDatatype.ts';
import type { Datatype, Param } from '../datatype/datatype.ts';
import { formOf, withNamespaces } from '../datatype/qualified.ts';
import {
  attributeOf,
  choiceOf,
  dataOf,
  elementOf,
  groupOf,
  interleaveOf,
  listOf,
  oneOrMoreOf,
  optionalOf,
  valueOf,
} from '../pattern/make.ts';
import type { ElementPattern, Pattern } from '../pattern/pattern.ts';
import { namesDeclarations, readNames } from './names.ts';
import type { Context, Definition, Reading, Scope } from './reading.ts';
import { MAX_DEPTH, attribute, fail, loadFile, resolveFile, within } from './reading.ts';
import { boundTo, type SchemaElement } from './schemaElement.ts';
import { readingScope } from './scope.ts';
import { atOnce, type Steps } from './steps.ts';
import { checkSyntax } from './syntax.ts';

/** The pattern that a whole schema writes, and the contents of all elements in it. */
export function* compiling(
  reading: Reading,
  context: Context,
  root: SchemaElement,
): Steps<Pattern> {
  const inside = within(context, root);
  const start =
    root.name === 'grammar'
      ? definitionOf(reading, inside, root, yield* readingScope(reading, inside, root), '')
      : compile(reading, context, root);
  yield* compilingPending(reading);
  return start;
}

/** Definitions that nothing refers to, for what is wrong in them; they are not held to the restrictions on what a schema means (section 4.19). */
export function* compilingUnreached(reading: Reading): Steps<void> {
  reading.isReached = false;
  for (const { definitions } of reading.scopes)
    for (const [name, definition] of definitions) {
      if (definition.pattern !== undefined) continue;
      patternOf(reading, definition, name);
      yield* compilingPending(reading);
    }
}

function* compilingPending({ pending }: Reading): Steps<void> {
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    next();
    yield;
  }
}

/** The pattern that an element of the schema writes. */
function compile(reading: Reading, outer: Context, element: SchemaElement): Pattern {
  reading.depth++;
  const pattern = compileAnew(reading, outer, element);
  reading.depth--;
  reading.made.set(element, pattern);
  return pattern;
}

function compileAnew(reading: Reading, outer: Context, element: SchemaElement): Pattern {
  const context = within(outer, element);
  const { table } = reading;
  if (reading.depth > MAX_DEPTH)
    return fail(reading, context, element, 'the schema nests too deep');
  checkSyntax(reading, context, element);
  const inner = (): readonly Pattern[] => compileAll(reading, context, element.children, element);
  const grouped = (): Pattern => groupAll(reading, inner());
  switch (element.name) {
    case 'element':
      return compileElement(reading, context, element);
    case 'attribute':
      return compileAttribute(reading, context, element);
    case 'group':
      return grouped();
    case 'interleave':
      return interleaveAll(reading, inner());
    case 'mixed':
      return interleaveOf(table, grouped(), table.text);
    case 'choice':
      return choiceOf(table, inner());
    case 'optional':
      return optionalOf(table, grouped());
    case 'zeroOrMore':
      return optionalOf(table, oneOrMoreOf(table, grouped()));
    case 'oneOrMore':
      return oneOrMoreOf(table, grouped());
    case 'list':
      return listOf(table, grouped());
    case 'empty':
      return table.empty;
    case 'text':
      return table.text;
    case 'notAllowed':
      return table.notAllowed;
    case 'ref':
      return compileRef(reading, context, element, context.scope);
    case 'parentRef':
      return compileRef(reading, context, element, context.scope.parent);
    case 'data':
      return compileData(reading, context, element);
    case 'value':
      return compileValue(reading, context, element);
    case 'grammar': {
      const scope = atOnce(readingScope(reading, context, element));
      return definitionOf(reading, context, element, scope, '');
    }
    case 'externalRef':
      return compileExternal(reading, context, element);
    default:
      return fail(reading, context, element, `<${element.tag}> is no pattern of RELAX NG`);
  }
}

function compileAll(
  reading: Reading,
  context: Context,
  elements: readonly SchemaElement[],
  holder: SchemaElement,
): readonly Pattern[] {
  if (elements.length === 0) fail(reading, context, holder, `<${holder.tag}> is empty`);
  return elements.map((element) => compile(reading, context, element));
}

function groupAll(reading: Reading, patterns: readonly Pattern[]): Pattern {
  return patterns.reduceRight<Pattern>(
    (rest, pattern) => groupOf(reading.table, pattern, rest),
    reading.table.empty,
  );
}

/** Balanced, so that a step into one part makes few patterns anew. */
function interleaveAll(reading: Reading, patterns: readonly Pattern[]): Pattern {
  const [only] = patterns;
  if (only === undefined) return reading.table.empty;
  if (patterns.length === 1) return only;
  const middle = patterns.length >> 1;
  return interleaveOf(
    reading.table,
    interleaveAll(reading, patterns.slice(0, middle)),
    interleaveAll(reading, patterns.slice(middle)),
  );
}

function compileElement(reading: Reading, context: Context, element: SchemaElement): Pattern {
  const { names, rest } = readNames(reading, context, element);
  const made: ElementPattern = { names, content: reading.table.notAllowed };
  reading.elements.push({ pattern: made, rest, at: element, context });
  reading.pending.push(() => {
    const inside: Context = { ...context, called: undefined };
    made.content = groupAll(reading, compileAll(reading, inside, rest, element));
  });
  return elementOf(reading.table, made);
}

function compileAttribute(reading: Reading, context: Context, element: SchemaElement): Pattern {
  const { names, rest } = readNames(reading, context, element);
  const inside: Context = { ...context, called: undefined };
  if (rest.length > 1) fail(reading, context, element, '<attribute> has more than one pattern');
  if (namesDeclarations(names))
    fail(reading, context, element, 'an <attribute> cannot be a namespace declaration');
  const [first] = rest;
  const value = first === undefined ? reading.table.text : compile(reading, inside, first);
  return attributeOf(reading.table, names, value);
}

function compileRef(
  reading: Reading,
  context: Context,
  element: SchemaElement,
  scope: Scope | undefined,
): Pattern {
  const name = attribute(element, 'name') ?? '';
  if (scope === undefined) return fail(reading, context, element, 'no grammar stands around this');
  if (name === '') return fail(reading, context, element, `<${element.tag}> has no name`);
  return definitionOf(reading, context, element, scope, name);
}

function definitionOf(
  reading: Reading,
  context: Context,
  element: SchemaElement,
  scope: Scope,
  name: string,
): Pattern {
  const definition = scope.definitions.get(name);
  const called = name === '' ? 'start' : name;
  if (definition === undefined)
    return fail(reading, context, element, `'${called}' is not defined`);
  reading.meant.set(
    element,
    definition.bodies.map((body) => body.element),
  );
  if (definition.pattern === 'busy')
    return reading.isReached
      ? fail(reading, context, element, `'${called}' holds itself without an element between`)
      : reading.table.notAllowed;
  return definition.pattern ?? patternOf(reading, definition, name);
}

function patternOf(reading: Reading, definition: Definition, name: string): Pattern {
  definition.pattern = 'busy';
  const bodies = definition.bodies.map((body) => {
    const inside: Context = { ...body.context, called: name };
    return groupAll(reading, compileAll(reading, inside, body.element.children, body.element));
  });
  return (definition.pattern =
    definition.combine === 'interleave'
      ? interleaveAll(reading, bodies)
      : choiceOf(reading.table, bodies));
}

function compileExternal(reading: Reading, context: Context, element: SchemaElement): Pattern {
  const file = resolveFile(context.file, attribute(element, 'href') ?? '');
  if (context.including.includes(file))
    return fail(reading, context, element, `'${file}' includes itself`);
  const root = loadFile(reading, file);
  if (root === undefined) return fail(reading, context, element, `the file '${file}' is not there`);
  reading.meant.set(element, [root]);
  const including = [...context.including, file];
  return compile(reading, { ...context, file, library: '', including }, root);
}

function compileData(reading: Reading, context: Context, element: SchemaElement): Pattern {
  const params: Param[] = [];
  const excepts: Pattern[] = [];
  for (const [index, child] of element.children.entries()) {
    const inside = within(context, child);
    checkSyntax(reading, inside, child);
    if (child.name === 'param')
      params.push({ name: attribute(child, 'name') ?? '', value: child.text });
    else if (child.name === 'except' && index === element.children.length - 1)
      excepts.push(...child.children.map((part) => compile(reading, inside, part)));
    else fail(reading, inside, child, `<${child.tag}> cannot stand here in <${element.tag}>`);
  }
  const type = typeOf(reading, context, element, attribute(element, 'type') ?? '', params);
  const except = excepts.length === 0 ? undefined : choiceOf(reading.table, excepts);
  return dataOf(reading.table, { type, called: context.called, except });
}

function compileValue(reading: Reading, context: Context, element: SchemaElement): Pattern {
  const named = attribute(element, 'type');
  const plain = named === undefined ? { ...context, library: '' } : context;
  const type = typeOf(reading, plain, element, named ?? 'token', []);
  const written = named === undefined ? element.text.trim() : element.text;
  // A name without prefix is in the namespace that `ns` states, as the names of elements are.
  const boundIn = (prefix: string): string | undefined =>
    prefix === '' ? context.ns : boundTo(element.bindings, prefix);
  const text = type.isName ? withNamespaces(written, boundIn) : written;
  if (formOf(type, text) === undefined)
    fail(reading, context, element, `'${element.text}' is no value of the type '${type.name}'`);
  return valueOf(reading.table, { type, text });
}

function typeOf(
  reading: Reading,
  context: Context,
  element: SchemaElement,
  name: string,
  params: readonly Param[],
): Datatype {
  const isPlain = params.length === 0;
  const key = `${context.library} ${name}`;
  const made = (isPlain && reading.types.get(key)) || makeDatatype(context.library, name, params);
  if (isPlain) reading.types.set(key, made);
  const { type, errors, notes } = made;
  if (type.isName) reading.table.judgesNames = true;
  const { file } = context;
  const { range } = element;
  for (const message of errors) reading.problems.push({ severity: 'error', file, range, message });
  for (const message of notes) reading.problems.push({ severity: 'note', file, range, message });
  return type;
}
