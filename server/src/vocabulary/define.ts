import type { HostTopology } from '../host/topology.ts';
import type { Fix } from '../text/finding.ts';
import type { SourceRange } from '../text/range.ts';

/** A guest NUMA cell's number. Never a host node's. */
export type CellId = number & { readonly __brand: 'CellId' };
/** A guest vCPU's number. */
export type VcpuId = number & { readonly __brand: 'VcpuId' };
/** An iothread's number; they begin at 1. */
export type IothreadId = number & { readonly __brand: 'IothreadId' };

/** What is known around a value when something is to be said of it or offered for it. */
export interface Surroundings {
  readonly host?: HostTopology;
  /** The guest's cells; empty without `<cpu><numa>`. */
  readonly cells: readonly CellId[];
  /** The greatest number of vCPUs, the text of `<vcpu>`. */
  readonly vcpus?: number;
}

/** One offer of completion. */
export interface Suggestion {
  readonly text: string;
  /** A few words beside it: `15 GiB, 13 GiB free`. */
  readonly detail?: string;
  /** Markdown. */
  readonly doc?: string;
}

/** The source range of a part of the value, given by offsets in the value's text. */
export type Place = (from: number, to: number) => SourceRange;

/** Something wrong with a value. The attribute's definition says which rule speaks of it. */
export interface ValueProblem {
  readonly message: string;
  readonly range: SourceRange;
  readonly fixes?: readonly Fix[];
}

/** `value` is undefined when nothing can be made of the text; then there is at least one problem. */
export interface Parsed<T> {
  readonly value: T | undefined;
  readonly problems: readonly ValueProblem[];
}

/** How a kind of value is read, offered and told. One table for each libvirt fact. */
export interface ValueType<T> {
  /** What it is called in messages: `a host node set`. */
  readonly name: string;
  /** One or two sentences of Markdown for hovers: what the value means, and in which id space its numbers are. */
  readonly doc: string;
  /** The value is a set, written item by item between commas. */
  readonly isSet?: boolean;
  parse(text: string, place: Place): Parsed<T>;
  suggest(around: Surroundings): readonly Suggestion[];
}

export interface AttributeDefinition<T> {
  readonly type: ValueType<T>;
  readonly doc: string;
  readonly required: boolean;
  /** The rule that speaks of a bad value. */
  readonly bad: string;
  /** libvirt's release that brought it, where hovers should say so. */
  readonly since?: string;
}

export interface ContentDefinition<T> {
  readonly type: ValueType<T>;
  readonly doc: string;
  readonly bad: string;
}

export type AttributeDefinitions = Readonly<Record<string, AttributeDefinition<unknown>>>;

export interface ElementDefinition<A extends AttributeDefinitions, C> {
  readonly name: string;
  /** One or two sentences of Markdown. */
  readonly doc: string;
  /** The part of libvirt's manual, an anchor of formatdomain.html. */
  readonly manual: string;
  readonly attributes: A;
  /** The element's text, where it means something. */
  readonly content?: ContentDefinition<C>;
  /** The rule that speaks of a missing required attribute. */
  readonly missing?: string;
  /** Optional attributes that a new element is begun with, beside the required ones. */
  readonly usual?: readonly string[];
  /** A new element is begun without its children, as few guests need them. */
  readonly startsEmpty?: boolean;
  /** Names of the children of our vocabulary, in the order in which completion offers them. */
  readonly children: readonly string[];
}

export type AnyElementDefinition = ElementDefinition<AttributeDefinitions, unknown>;

export function element<A extends AttributeDefinitions, C = never>(
  definition: Omit<ElementDefinition<A, C>, 'children'> & { readonly children?: readonly string[] },
): ElementDefinition<A, C> {
  return { children: [], ...definition };
}

type AttributeOptions = Pick<AttributeDefinition<unknown>, 'doc' | 'bad' | 'since'>;

export function required<T>(type: ValueType<T>, options: AttributeOptions): AttributeDefinition<T> {
  return { type, required: true, ...options };
}

export function optional<T>(type: ValueType<T>, options: AttributeOptions): AttributeDefinition<T> {
  return { type, required: false, ...options };
}
