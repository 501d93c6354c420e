import type { HouseRule } from '../analysis/houseRules.ts';
import type { RuleSettings } from '../analysis/world.ts';
import type { Bytes, NodeId, Versions } from '../host/topology.ts';
import type { Located, SourceRange } from '../text/range.ts';
import type { Glob } from './glob.ts';

/** The name of a project's configuration: the nearest in a file's folder and those above it holds for the file. */
export const CONFIGURATION_NAME = 'libvirt-xml.json';

/** What a `libvirt-xml.json` says, without what is wrong with it. */
export interface Configuration {
  /** In the order of the text; names are unique. */
  readonly hosts: readonly ConfiguredHost[];
  readonly severities: RuleSettings;
  /** In the order of the text: a later one goes before an earlier one. */
  readonly overrides: readonly Override[];
  readonly houseRules: readonly HouseRule[];
  /** A file is passed over when its path or a folder above it matches. */
  readonly exclude: readonly Glob[];
}

export const EMPTY_CONFIGURATION: Configuration = {
  hosts: [],
  severities: new Map(),
  overrides: [],
  houseRules: [],
  exclude: [],
};

/** One machine of the project. */
export interface ConfiguredHost {
  /** The key, with its place. */
  readonly name: Located<string>;
  /** Paths as written, relative to the configuration's folder, with their places. */
  readonly topology: readonly Located<string>[];
  /** The files that live there; undefined where that is not said. */
  readonly domains: readonly Glob[] | undefined;
  readonly reserve: Reserve;
  readonly overhead: Overhead | undefined;
  readonly versions: Versions;
  /** Groups of names of domains that do not run at the same time. */
  readonly exclusive: readonly (readonly string[])[];
  /** Patterns of the names of domains that start with the host; undefined: all may run together. */
  readonly autostart: readonly Glob[] | undefined;
  /** Patterns of the names of domains that belong to a user's session; undefined: that is not said of any. */
  readonly session: readonly Glob[] | undefined;
  /** A folder with libvirt's schemas, as written. */
  readonly schemas: Located<string> | undefined;
}

/** What is kept for the host itself: on nodes that are named, and on all others. */
export interface Reserve {
  readonly perNode: Bytes | undefined;
  readonly byNode: ReadonlyMap<NodeId, Bytes>;
}

/** What QEMU takes beside a guest's memory: so many bytes, or so many per cent of the guest's memory. */
export type Overhead = { readonly bytes: Bytes } | { readonly percent: number };

/** What else holds for some files, or some domains. */
export interface Override {
  /** undefined: all files. */
  readonly files: readonly Glob[] | undefined;
  /** Patterns of domains' names; undefined: all domains. */
  readonly domains: readonly Glob[] | undefined;
  readonly severities: RuleSettings;
  readonly suppress: readonly {
    readonly rule: string;
    readonly reason: string;
    /** Where the rule is written. */
    readonly range: SourceRange;
  }[];
}
