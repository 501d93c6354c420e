/** The few messages beyond the Language Server Protocol. The only file of the server that the client may import. */

/** What the client states in `initializationOptions`; other clients may state nothing. */
export interface InitializationOptions {
  /** Whether the workspace is trusted; absent counts as trusted. */
  readonly trusted?: boolean;
  /** A link to a rule's page with `{rule}` in the place of its id. Without it, the server links to the shipped file. */
  readonly ruleLink?: string;
  /** true: tell findings as they are found, even to a client that could ask for them. */
  readonly push?: boolean;
}

/** Server → client, notification: what the checks of an open document rest on. Sent for libvirt's documents only. */
export const STATUS = 'libvirtXml/status';
export interface StatusParams {
  readonly uri: string;
  /** false: the document is no libvirt domain (any more); `host`, `problem` and what rests are then empty. */
  readonly domain: boolean;
  readonly host?: {
    readonly name: string;
    readonly summary: string;
    readonly files: readonly string[];
  };
  /** Why a host file that was configured could not be used, in one sentence. */
  readonly problem?: string;
  /** The schema that the document is held against; absent for what is no document of libvirt's. */
  readonly schema?: SchemaStatus;
  /** How many checks rest, and why: one sentence, empty when none rests. */
  readonly resting: number;
  readonly restingWhy: string;
}

export interface SchemaStatus {
  /** `domain.rng of libvirt 11.3.0`; absent when there is none. */
  readonly name?: string;
  /** Why there is none, where it lies, or who says what it has against the document: one sentence. */
  readonly detail: string;
  /** A folder that was asked for cannot be used. */
  readonly isTroubled: boolean;
}

/** Client → server, notification without parameters: the user has granted trust to the workspace. */
export const TRUSTED = 'libvirtXml/trusted';

/** Server → client, request: the text of a file whose scheme is not `file`. */
export const READ_FILE = 'libvirtXml/readFile';
export interface ReadFileParams {
  readonly uri: string;
}
export type ReadFileResult =
  | { readonly text: string }
  | {
      readonly error: string;
      /** There is no such file, so that the folder above may be looked at. */
      readonly missing?: boolean;
    };

/** Server → client, request: the URIs of files in a folder whose scheme is not `file`, to find `libvirt-xml.host.*`. */
export const LIST_FOLDER = 'libvirtXml/listFolder';
export interface ListFolderParams {
  readonly uri: string;
}
export type ListFolderResult = { readonly names: readonly string[] } | { readonly error: string };

/**
 * What our client adds to the settings that it answers for the section `libvirtXml`: whether `hostTopology` and `schemas` are the
 * user's own and not the workspace's, whose values in restricted mode may only point inside its folder.
 */
export interface SettingsOrigin {
  readonly hostTopologyByUser: boolean;
  /** The same of `schemas`. */
  readonly schemasByUser: boolean;
  /** Patterns of files that Red Hat's XML extension serves with a schema; empty where it is not there. */
  readonly servedElsewhere: readonly string[];
}
