import { checkHostFiles, hostFileName } from '../analysis/hostFiles.ts';
import { FOUND_BY_NAME } from '../host/hostName.ts';
import type { HostTopology } from '../host/topology.ts';
import type { ReadFileResult, ListFolderResult } from '../protocol.ts';
import type { Finding } from '../text/finding.ts';
import type { Environment } from './environment.ts';
import type { Settings } from './settings.ts';

/** One file that describes the host of a folder. */
export interface HostFileState {
  readonly uri: string;
  readonly text: string;
  readonly findings: readonly Finding[];
}

/** What is known of the host that serves a folder. */
export interface HostState {
  readonly host: HostTopology | undefined;
  /** The files that could be read. */
  readonly files: readonly HostFileState[];
  /** Every file that was looked for, read or not: to be watched. */
  readonly wanted: readonly string[];
  /** What stands in the way of using a file that was asked for, in one sentence. */
  readonly problem: string | undefined;
}

/** How files are reached: an open editor's text goes before the disk's. */
export interface Files {
  readonly read: (uri: string) => Promise<ReadFileResult>;
  readonly list: (uri: string) => Promise<ListFolderResult>;
}

/**
 * Reads the host of a folder, `undefined` for documents outside of every folder. In restricted mode a path that the
 * workspace states must lie inside its folder, symbolic links followed.
 */
export async function readHost(
  folder: string | undefined,
  settings: Settings,
  trusted: boolean,
  environment: Environment,
  files: Files,
): Promise<HostState> {
  const problems: string[] = [];
  const wanted = await wantedFiles(folder, settings, environment, files, problems);
  const isConfigured = settings.hostTopology.length > 0;
  const found: { uri: string; text: string }[] = [];
  for (const uri of wanted) {
    const name = hostFileName(decodeURIComponent(uri));
    const mayBeAnywhere = trusted || (settings.hostTopologyByUser && isConfigured);
    if (!mayBeAnywhere && !(folder !== undefined && (await isInside(uri, folder, environment)))) {
      problems.push(`'${name}' lies outside of the folder (restricted mode)`);
      continue;
    }
    const result = await files.read(uri);
    if ('error' in result) problems.push(`the host file '${name}' cannot be used: ${result.error}`);
    else found.push({ uri, text: result.text });
  }
  const checked = checkHostFiles(
    found.map(({ uri, text }) => ({ name: hostFileName(decodeURIComponent(uri)), text })),
    settings.rules,
  );
  const read = found.map((file, index) => ({ ...file, findings: checked.findings[index] ?? [] }));
  for (const { uri, findings } of read) {
    const error = findings.find((finding) => finding.severity === 'error');
    if (error !== undefined)
      problems.push(`${hostFileName(decodeURIComponent(uri))}: ${error.message}`);
  }
  return { host: checked.host, files: read, wanted, problem: problems[0] };
}

async function wantedFiles(
  folder: string | undefined,
  settings: Settings,
  environment: Environment,
  files: Files,
  problems: string[],
): Promise<readonly string[]> {
  if (settings.hostTopology.length > 0) {
    const uris = settings.hostTopology.map((path) => {
      const uri = environment.resolve(path, folder);
      if (uri === undefined)
        problems.push(`the host file '${path}' is relative, and the document is in no folder`);
      return uri;
    });
    return uris.filter((uri) => uri !== undefined);
  }
  if (folder === undefined) return [];
  const listed = await files.list(folder);
  if ('error' in listed) return [];
  const names = listed.names.filter((name) => FOUND_BY_NAME.test(name)).sort();
  return names.flatMap((name) => environment.resolve(name, folder) ?? []);
}

/** Whether a file lies inside a folder when all symbolic links are followed. */
export async function isInside(
  uri: string,
  folder: string,
  environment: Environment,
): Promise<boolean> {
  if (uri.startsWith('file:') && folder.startsWith('file:'))
    return environment.isInside(uri, folder);
  const root = folder.endsWith('/') ? folder : `${folder}/`;
  return uri.startsWith(root) && !uri.includes('/..');
}
