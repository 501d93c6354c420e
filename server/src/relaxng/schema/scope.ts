import type { Context, Definition, Reading, Scope } from './reading.ts';
import { MAX_DEPTH, attribute, fail, loadingFile, resolveFile, within } from './reading.ts';
import type { SchemaElement } from './schemaElement.ts';
import type { Steps } from './steps.ts';
import { checkSyntax } from './syntax.ts';

/** Reads the definitions of a `<grammar>` into a scope of their own, included files with them. */
export function* readingScope(
  reading: Reading,
  outer: Context,
  grammar: SchemaElement,
): Steps<Scope> {
  const scope: Scope = { parent: outer.scope, definitions: new Map() };
  reading.scopes.push(scope);
  const inner = within({ ...outer, scope, called: undefined }, grammar);
  yield* readComponents(reading, inner, grammar, NONE);
  return scope;
}

const NONE: ReadonlySet<string> = new Set();

/** The parts of a `<grammar>`, `<div>` or `<include>`; those that are overridden are left out. */
function* readComponents(
  reading: Reading,
  context: Context,
  holder: SchemaElement,
  overridden: ReadonlySet<string>,
): Steps<void> {
  if (++reading.depth > MAX_DEPTH) fail(reading, context, holder, 'the schema nests too deep');
  else yield* readParts(reading, context, holder, overridden);
  reading.depth--;
}

function* readParts(
  reading: Reading,
  context: Context,
  holder: SchemaElement,
  overridden: ReadonlySet<string>,
): Steps<void> {
  for (const part of holder.children) {
    yield;
    const inner = within(context, part);
    checkSyntax(reading, inner, part);
    const name = componentName(part);
    if (name !== undefined) {
      if (!overridden.has(name)) define(reading, inner, part, name);
    } else if (part.name === 'div') yield* readComponents(reading, inner, part, overridden);
    else if (part.name === 'include') yield* include(reading, inner, part, overridden);
    else fail(reading, inner, part, `<${part.tag}> cannot stand in <${holder.tag}>`);
  }
}

/** The name that a part defines, '' for the start; undefined if it defines nothing. */
function componentName(part: SchemaElement): string | undefined {
  if (part.name === 'start') return '';
  return part.name === 'define' ? (attribute(part, 'name') ?? ' ') : undefined;
}

function define(reading: Reading, context: Context, element: SchemaElement, name: string): void {
  const called = name === '' ? 'start' : name;
  if (name === ' ') {
    fail(reading, context, element, '<define> has no name');
    return;
  }
  const { definitions } = context.scope;
  const combine = attribute(element, 'combine');
  const definition: Definition = definitions.get(name) ?? {
    bodies: [],
    combine: undefined,
    hasPlain: false,
    pattern: undefined,
  };
  definitions.set(name, definition);
  definition.bodies.push({ element, context });
  if (combine === undefined) {
    if (definition.hasPlain)
      fail(reading, context, element, `'${called}' is defined twice without 'combine'`);
    definition.hasPlain = true;
  } else {
    if (combine !== 'choice' && combine !== 'interleave')
      fail(reading, context, element, `'${combine}' is no way to combine`);
    if (definition.combine !== undefined && definition.combine !== combine)
      fail(reading, context, element, `'${called}' is combined in two ways`);
    definition.combine = combine;
  }
}

function* include(
  reading: Reading,
  context: Context,
  element: SchemaElement,
  overridden: ReadonlySet<string>,
): Steps<void> {
  const file = resolveFile(context.file, attribute(element, 'href') ?? '');
  if (context.including.includes(file)) {
    fail(reading, context, element, `'${file}' includes itself`);
    return;
  }
  const root = yield* loadingFile(reading, file);
  if (root?.name !== 'grammar') {
    const what = root === undefined ? 'is not there' : 'is no <grammar>';
    fail(reading, context, element, `the included file '${file}' ${what}`);
    return;
  }
  const own = new Set(overrides(element));
  const included: Context = {
    ...context,
    file,
    library: '',
    including: [...context.including, file],
  };
  yield* readComponents(reading, within(included, root), root, new Set([...own, ...overridden]));
  for (const name of own)
    if (!defines(reading, root, name, file))
      fail(
        reading,
        context,
        element,
        `'${file}' does not define '${name === '' ? 'start' : name}'`,
      );
  yield* readComponents(reading, context, element, overridden);
}

/** The names that an `<include>` defines itself. */
function overrides(holder: SchemaElement): string[] {
  return holder.children.flatMap((part) =>
    part.name === 'div' ? overrides(part) : [componentName(part) ?? ' '],
  );
}

function defines(reading: Reading, holder: SchemaElement, name: string, file: string): boolean {
  return holder.children.some((part) => {
    if (part.name === 'div') return defines(reading, part, name, file);
    if (part.name !== 'include') return componentName(part) === name;
    const inner = resolveFile(file, attribute(part, 'href') ?? '');
    const root = inner === file ? undefined : reading.files.get(inner);
    if (overrides(part).includes(name)) return true;
    return root !== undefined && defines(reading, root, name, inner);
  });
}
