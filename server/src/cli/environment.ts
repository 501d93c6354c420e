import type { Version } from '../host/topology.ts';
import type { ProcessResult } from '../machine/runProcess.ts';
import type { SchemaSource } from '../machine/schemas.ts';

/** A file's first bytes, or in a few words why they cannot be had: `it does not exist`. */
export type FileContent =
  | {
      readonly bytes: Uint8Array;
      /** The file goes on behind `bytes`, which are as many as are ever looked at. */
      readonly cut: boolean;
    }
  | { readonly error: string };

export interface FolderEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'link' | 'other';
}

export type FolderContent =
  { readonly entries: readonly FolderEntry[] } | { readonly error: string };

/** All that the command line needs of the machine. Nothing here rejects. */
export interface Environment {
  /** Of this program. */
  readonly version: string;
  /** Whether standard output takes colours. */
  readonly colour: boolean;
  /** Of the terminal on standard output; undefined: there is none. */
  readonly columns: number | undefined;
  /** Of the terminal on standard error; undefined: there is none. */
  readonly errorColumns: number | undefined;
  /** Whether the user's terminal shows more characters than ASCII. */
  readonly unicode: boolean;
  readonly readFile: (path: string) => Promise<FileContent>;
  /** All of standard input, as far as it is ever looked at. */
  readonly readInput: () => Promise<FileContent>;
  /**
   * Replaces a file's content at once: whoever reads it meanwhile sees the old or the new, and its permissions stay. Fulfils with
   * why it cannot be done, in a few words.
   */
  readonly writeFile: (path: string, bytes: Uint8Array) => Promise<string | undefined>;
  readonly listFolder: (path: string) => Promise<FolderContent>;
  /** What a path leads to, symbolic links followed. */
  readonly kindOf: (path: string) => Promise<'file' | 'folder' | 'missing'>;
  /** The path without symbolic links: one for each file. The path itself where that cannot be told. */
  readonly realPath: (path: string) => Promise<string>;
  /** The folders of this machine in which libvirt's schemas lie, the first to be taken. */
  readonly schemaFolders: () => readonly SchemaSource[];
  /** The release of the libvirt whose schemas lie in a folder, as far as its surroundings tell. */
  readonly schemaRelease: (folder: string) => Version | undefined;
  /** The Markdown page of a rule. */
  readonly readPage: (rule: string) => Promise<string | undefined>;
  /** Runs a program without a shell, in the language C, within limits of time and output. */
  readonly run: (
    program: string,
    args: readonly string[],
    signal?: AbortSignal,
  ) => Promise<ProcessResult>;
  /** The present time, ISO 8601. */
  readonly now: () => string;
  /** Gives the terminal to a program until it ends. */
  readonly runInTerminal: (
    program: string,
    args: readonly string[],
  ) => Promise<{ readonly status: number } | { readonly error: string }>;
  /** Asks on the terminal; undefined when nobody answers. */
  readonly ask: (question: string) => Promise<string | undefined>;
  /** An environment variable; undefined when it is not set or empty. */
  readonly variable: (name: string) => string | undefined;
  /** Fulfilled when the text has left the program. */
  readonly out: (text: string) => Promise<void>;
  readonly err: (text: string) => Promise<void>;
}
