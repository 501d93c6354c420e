import type { Version } from '../host/topology.ts';
import type { ProcessResult } from '../machine/runProcess.ts';
import type { SchemaSource } from '../machine/schemas.ts';
import type { ListFolderResult, ReadFileResult } from '../protocol.ts';

/** What the server needs from the machine it runs on; Node and, later, a web worker give it. */
export interface Environment {
  /** The server's own version, from the manifest. */
  readonly version: string;
  /** Reads a `file:` URI: regular files of at most 10 MB. Errors are sentences without the file's content. */
  readonly readFile: (uri: string) => Promise<ReadFileResult>;
  /** The names of the files in a `file:` folder. */
  readonly listFolder: (uri: string) => Promise<ListFolderResult>;
  /** The *.xml files of a `file:` folder at any depth, as URIs; folders called `node_modules` or beginning with a dot are passed over, links not followed. */
  readonly findXml: (uri: string) => Promise<readonly string[]>;
  /** Whether a `file:` URI lies inside a folder when all symbolic links are followed. */
  readonly isInside: (uri: string, folder: string) => Promise<boolean>;
  /** The URI of a path: absolute, or relative to the folder; `~` is the user's home. undefined for a relative one without folder. */
  readonly resolve: (path: string, folder: string | undefined) => string | undefined;
  /** The same for every URI of one file, however a client writes it: to compare, not to show. */
  readonly keyOf: (uri: string) => string;
  /** The folders of this machine in which libvirt's schemas lie, as URIs, the first to be taken. */
  readonly schemaFolders: () => readonly SchemaSource[];
  /** The release of the libvirt whose schemas lie in the folder of a URI, as far as its surroundings tell. */
  readonly schemaRelease: (folder: string) => Version | undefined;
  /** Runs a program that the user asked for, without a shell, in the language C, within limits of time and output. */
  readonly run: (
    program: string,
    args: readonly string[],
    signal: AbortSignal | undefined,
  ) => Promise<ProcessResult>;
  /** The present time, ISO 8601. */
  readonly now: () => string;
  /** A link to a rule's page with `{rule}` in the place of its id, for clients that state none. */
  readonly ruleLink: string;
}
