/** The few messages beyond the Language Server Protocol. The only file of the server that the client may import. */

import type { MapPicture } from './map/draw/picture.ts';
import type { Shape } from './map/draw/shape.ts';
import type { HostMap, NoHostMap } from './map/model.ts';

export type { MapPicture } from './map/draw/picture.ts';
export type { Shape } from './map/draw/shape.ts';
export type * from './map/model.ts';

/** What the client states in `initializationOptions`; other clients may state nothing. */
export interface InitializationOptions {
  /** Whether the workspace is trusted; absent counts as trusted. */
  readonly trusted?: boolean;
  /** A link to a rule's page with `{rule}` in the place of its id. Without it, the server links to the shipped file. */
  readonly ruleLink?: string;
  /** true: tell findings as they are found, even to a client that could ask for them. */
  readonly push?: boolean;
  /** true: the client has the command `SHOW_HOST_MAP`, which the line above a domain then offers. */
  readonly hostMap?: boolean;
}

/** As in the Language Server Protocol, counted from 0. */
export interface ProtocolPosition {
  readonly line: number;
  readonly character: number;
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
 * Client → server, request: what a capture of a host would run, to be shown and confirmed before `CAPTURE`. Nothing is run. In a
 * workspace that is not trusted, and for a connection that is not allowed, the answer says so.
 */
export const CAPTURE_PLAN = 'libvirtXml/capturePlan';
export interface CapturePlanParams {
  /** As the user chose or typed it. */
  readonly connect: string;
}
export type CapturePlanResult =
  { readonly commands: readonly string[] } | { readonly wrong: string };

/** Client → server, request: asks the host. It can be cancelled, and reports by the token the command that runs. */
export const CAPTURE = 'libvirtXml/capture';
export interface CaptureParams {
  readonly connect: string;
  /** The commands of the plan, as the user has confirmed them: others are not run. */
  readonly confirmed: readonly string[];
  /** The text of a host file of which only the free figures are to be new. */
  readonly refresh?: string;
  readonly workDoneToken?: string | number;
}
export type CaptureResult =
  | {
      /** What the host is called. */
      readonly name: string;
      /** The host file. */
      readonly text: string;
      /** The commands that did not answer, each with its reason. */
      readonly refused: readonly string[];
    }
  | { readonly wrong: string };

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

/** Client → server, request: what closes the tag that was ended (`>`) or begun (`</`) right before the position; null: nothing does. */
export const CLOSING_TAG = 'libvirtXml/closingTag';
export interface ClosingTagParams {
  readonly uri: string;
  /** As in the Language Server Protocol, counted from 0. */
  readonly position: { readonly line: number; readonly character: number };
}
export type ClosingTagResult = {
  readonly text: string;
  /** There are words to offer between the tags. */
  readonly hasWords: boolean;
} | null;

/** The client's command that shows the host map of a domain. Its only argument is a `ShowHostMapArgument`. */
export const SHOW_HOST_MAP = 'libvirtXml.showHostMap';
export interface ShowHostMapArgument {
  readonly uri: string;
  /** In the domain. */
  readonly position: ProtocolPosition;
}

/** Client → server, request: where the memory and the vCPUs of a domain land on its host. */
export const HOST_MAP = 'libvirtXml/hostMap';
export interface HostMapParams {
  readonly uri: string;
  /** Of several domains in the document the one around the position; without it, and beside all, the first. */
  readonly position?: ProtocolPosition;
  /** Asked for beside those that the server thinks of: at most 16 are looked at. */
  readonly whatIfs: readonly HostMapWhatIf[];
  /** As if no other guest ran on the host: not only drawn without them, but counted. */
  readonly alone?: boolean;
  /** Asks for the map as drawn. */
  readonly draw?: HostMapDrawing;
}
export interface HostMapDrawing {
  /** In CSS pixels. */
  readonly width: number;
  /** The key of the plan that is shown; without it, and where there is none such, what is written. */
  readonly plan?: string;
  /** Asks for all of it in one piece beside the parts, to be exported. */
  readonly whole?: boolean;
}
export interface HostMapWhatIf {
  /** A memory mode, as `HostMapResult.modes` lists them. */
  readonly mode: string;
  /** For all of the guest's memory, as libvirt writes it: `0-2,^1`. */
  readonly nodeset: string;
}
export type HostMapResult =
  | {
      readonly map: HostMap;
      /** Of the text that the map shows: an earlier one where the map is stale. */
      readonly version: number;
      /** What-ifs of which there is no plan, by their index; each says in one sentence why. */
      readonly wrong: readonly { readonly whatIf: number; readonly problem: string }[];
      /** The keys of the plans of the what-ifs, in their order, whether the server thought of them or not; null where there is none. */
      readonly asked: readonly (string | null)[];
      /** The memory modes that a what-if may ask for. */
      readonly modes: readonly string[];
      /** Where it was asked for. */
      readonly picture?: MapPicture;
      /** An `svg` element with all that the picture shows and its style sheet; where it was asked for. */
      readonly whole?: Shape;
    }
  | { readonly noHost: NoHostMap }
  /** There is nothing to show: one sentence. */
  | { readonly problem: string };

/** Client → server, request: the edit that writes a plan of the map. */
export const HOST_MAP_EDIT = 'libvirtXml/hostMapEdit';
export interface HostMapEditParams extends HostMapParams {
  /** As `HostMapResult` gave it: another text is not edited. */
  readonly version: number;
  /** Of the plan. */
  readonly key: string;
}
export type HostMapEditResult =
  | {
      /** A `WorkspaceEdit` of the Language Server Protocol. */
      readonly edit: {
        documentChanges: {
          textDocument: { uri: string; version: number };
          edits: {
            range: { start: ProtocolPosition; end: ProtocolPosition };
            newText: string;
          }[];
        }[];
      };
    }
  | { readonly problem: string };

/**
 * Server → client, notification: the map of a document is another one. Sent only for open documents of which a map was asked, soon
 * after its text, its host, or the guests beside it changed.
 */
export const HOST_MAP_CHANGED = 'libvirtXml/hostMapChanged';
export interface HostMapChangedParams {
  readonly uri: string;
}
