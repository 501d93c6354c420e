import type { Element } from '@xmldom/xmldom';
import { childElements } from '../../xml/walk.ts';
import { parseXml } from '../../xml/parseXml.ts';
import { sourceOf } from '../../xml/source.ts';
import type { MadeDatatype } from '../datatype/makeDatatype.ts';
import type { GrammarProblem } from '../grammar.ts';
import type { PatternTable } from '../pattern/make.ts';
import type { Pattern } from '../pattern/pattern.ts';

export const RELAX_NG = 'http://relaxng.org/ns/structure/1.0';

/** How deep patterns may nest, references counted. */
export const MAX_DEPTH = 400;

/** A schema while it is read. */
export interface Reading {
  readonly load: (name: string) => string | undefined;
  readonly files: Map<string, Element | undefined>;
  readonly problems: GrammarProblem[];
  readonly table: PatternTable;
  /** Types without parameters, by library and name. */
  readonly types: Map<string, MadeDatatype>;
  /** Contents of elements that are still to be read. */
  readonly pending: (() => void)[];
}

/** What an element of the schema inherits from around it. */
export interface Context {
  readonly file: string;
  readonly ns: string;
  readonly library: string;
  readonly scope: Scope;
  /** The definition whose body this is, while no element or attribute stands between. */
  readonly called: string | undefined;
  readonly depth: number;
  /** Files that are being included, from the outermost. */
  readonly including: readonly string[];
}

/** What one `<grammar>` defines; `''` is its start. */
export interface Scope {
  readonly parent: Scope | undefined;
  readonly definitions: Map<string, Definition>;
}

export interface Definition {
  readonly bodies: { readonly element: Element; readonly context: Context }[];
  combine: string | undefined;
  /** One body came without `combine`. */
  hasPlain: boolean;
  pattern: Pattern | 'busy' | undefined;
}

/** The root of a schema file, read once; undefined where there is none. */
export function loadFile(reading: Reading, name: string): Element | undefined {
  if (reading.files.has(name)) return reading.files.get(name);
  const text = reading.load(name);
  const parsed = text === undefined ? undefined : parseXml(text);
  const root = parsed?.document.documentElement ?? undefined;
  reading.files.set(name, root);
  for (const { message, range, severity } of parsed?.problems ?? [])
    if (severity === undefined || severity === 'error')
      reading.problems.push({ severity: 'error', file: name, range, message });
  return root;
}

export function fail(reading: Reading, { file }: Context, at: Element, message: string): Pattern {
  reading.problems.push({ severity: 'error', file, range: sourceOf(at).name, message });
  return reading.table.notAllowed;
}

/** The context within an element: its own `ns` and `datatypeLibrary` hold from here. */
export function within(context: Context, element: Element): Context {
  const ns = element.getAttribute('ns') ?? context.ns;
  const library = element.getAttribute('datatypeLibrary') ?? context.library;
  return ns === context.ns && library === context.library ? context : { ...context, ns, library };
}

/** An attribute of the schema, white space around it taken away. */
export function attribute(element: Element, name: string): string | undefined {
  return element.getAttribute(name)?.trim();
}

/** The child elements that are RELAX NG's; others are annotations. */
export function parts(element: Element): Element[] {
  return childElements(element).filter(({ namespaceURI }) => namespaceURI === RELAX_NG);
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
