import type { MadeDatatype } from '../datatype/makeDatatype.ts';
import type { GrammarProblem } from '../grammar.ts';
import type { PatternTable } from '../pattern/make.ts';
import type { ElementPattern, Pattern } from '../pattern/pattern.ts';
import { readingSchemaFile } from './readSchemaFile.ts';
import type { SchemaElement } from './schemaElement.ts';
import { atOnce, type Steps } from './steps.ts';

/** How deep patterns may nest, references counted. */
export const MAX_DEPTH = 400;

/** A schema while it is read. */
export interface Reading {
  readonly load: (name: string) => string | undefined;
  readonly files: Map<string, SchemaElement | undefined>;
  readonly problems: GrammarProblem[];
  readonly table: PatternTable;
  /** Types without parameters, by library and name. */
  readonly types: Map<string, MadeDatatype>;
  /** Contents of elements that are still to be read. */
  readonly pending: (() => void)[];
  /** What was read of each part of the schema, and what its references mean: to find the place of a mistake. */
  readonly made: Map<SchemaElement, Pattern>;
  readonly meant: Map<SchemaElement, readonly SchemaElement[]>;
  /** All elements that the schema declares, in the order in which they were read. */
  readonly elements: DeclaredElement[];
  readonly scopes: Scope[];
  /** False while definitions are read to which nothing refers. */
  isReached: boolean;
  /** How deep the part that is being read nests, references counted. */
  depth: number;
}

export interface DeclaredElement {
  readonly pattern: ElementPattern;
  /** The patterns of its content, as the schema writes them. */
  readonly rest: readonly SchemaElement[];
  readonly at: SchemaElement;
  readonly context: Context;
}

/** What an element of the schema inherits from around it. */
export interface Context {
  readonly file: string;
  readonly ns: string;
  readonly library: string;
  readonly scope: Scope;
  /** The definition whose body this is, while no element or attribute stands between. */
  readonly called: string | undefined;
  /** Files that are being included, from the outermost. */
  readonly including: readonly string[];
}

/** What one `<grammar>` defines; `''` is its start. */
export interface Scope {
  readonly parent: Scope | undefined;
  readonly definitions: Map<string, Definition>;
}

export interface Definition {
  readonly bodies: { readonly element: SchemaElement; readonly context: Context }[];
  combine: string | undefined;
  /** One body came without `combine`. */
  hasPlain: boolean;
  pattern: Pattern | 'busy' | undefined;
}

/** The root of a schema file, read once; undefined where there is none. */
export function* loadingFile(reading: Reading, name: string): Steps<SchemaElement | undefined> {
  if (reading.files.has(name)) return reading.files.get(name);
  const text = reading.load(name);
  const { root, problems } = yield* readingSchemaFile(text ?? '');
  reading.files.set(name, root);
  for (const { message, range } of problems)
    reading.problems.push({ severity: 'error', file: name, range, message });
  return root;
}

export function loadFile(reading: Reading, name: string): SchemaElement | undefined {
  return atOnce(loadingFile(reading, name));
}

export function fail(
  reading: Reading,
  { file }: Context,
  { range }: SchemaElement,
  message: string,
): Pattern {
  reading.problems.push({ severity: 'error', file, range, message });
  return reading.table.notAllowed;
}

/** The context within an element: its own `ns` and `datatypeLibrary` hold from here. */
export function within(context: Context, { attributes }: SchemaElement): Context {
  const ns = attributes.get('ns');
  const library = attributes.get('datatypeLibrary');
  if (ns === undefined && library === undefined) return context;
  return { ...context, ns: ns ?? context.ns, library: library ?? context.library };
}

/** An attribute's value without white space at its ends. */
export function attribute({ attributes }: SchemaElement, name: string): string | undefined {
  return attributes.get(name)?.trim();
}

/** The name of a file that another one refers to. */
export function resolveFile(from: string, href: string): string {
  const path = href.startsWith('/') ? [] : from.split('/').slice(0, -1);
  for (const step of href.split('/'))
    if (step === '..' && path.length > 0 && path.at(-1) !== '..') path.pop();
    else if (step !== '.' && step !== '') path.push(step);
  return (
    (href.startsWith('/') ? '/' : from.startsWith('/') ? '/' : '') +
    path.filter((step) => step !== '').join('/')
  );
}
