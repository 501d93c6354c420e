import {
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  TextDocumentSyncKind,
  type Connection,
  type Disposable,
  type FileSystemWatcher,
  type InitializeParams,
} from 'vscode-languageserver';
import { Utils, type URI } from 'vscode-uri';
import { CONFIGURATION_NAME } from '../config/configuration.ts';
import { globPathOf, parseUri } from './fileUris.ts';

export interface Watcher {
  /** Watches these files, in the folders' roots whatever may become a host file, and in the folders every configuration and every XML file. Replaces what was watched before. */
  readonly watch: (uris: readonly string[], folders: readonly string[]) => void;
}

/**
 * Asks the client to report changes on disk, also outside of the workspace, and to send the text of host files while they
 * are typed. XML documents are sent anyway: asking twice would send each change twice.
 */
export function createWatcher(
  connection: Connection,
  client: () => InitializeParams['capabilities'],
): Watcher {
  let current = '';
  let registered: Promise<Disposable>[] = [];
  return {
    watch: (uris, folders) => {
      const key = JSON.stringify([uris, folders]);
      if (key === current) return;
      current = key;
      for (const registration of registered) void registration.then((each) => each.dispose());
      registered = [
        ...watchOnDisk(connection, client(), uris, folders),
        ...watchTyping(connection, client(), uris),
      ];
    },
  };
}

function watchOnDisk(
  connection: Connection,
  client: InitializeParams['capabilities'],
  uris: readonly string[],
  folders: readonly string[],
): Promise<Disposable>[] {
  const support = client.workspace?.didChangeWatchedFiles;
  if (support?.dynamicRegistration !== true) return [];
  const relative = support.relativePatternSupport === true;
  const glob = (folder: URI, pattern: string): FileSystemWatcher => ({
    globPattern: relative
      ? { baseUri: folder.toString(), pattern }
      : `${escapeGlob(globPathOf(folder))}/${pattern}`,
  });
  const watchers = [
    ...parsed(folders).flatMap((folder) => [
      glob(folder, 'libvirt-xml.host.*'),
      glob(folder, `**/${CONFIGURATION_NAME}`),
      glob(folder, '**/*.xml'),
    ]),
    ...parsed(uris).map((uri) => glob(Utils.dirname(uri), escapeGlob(Utils.basename(uri)))),
  ];
  if (watchers.length === 0) return [];
  return [connection.client.register(DidChangeWatchedFilesNotification.type, { watchers })];
}

function watchTyping(
  connection: Connection,
  client: InitializeParams['capabilities'],
  uris: readonly string[],
): Promise<Disposable>[] {
  if (client.textDocument?.synchronization?.dynamicRegistration !== true) return [];
  const documentSelector = parsed(uris)
    .filter((uri) => !uri.path.endsWith('.xml'))
    .map((uri) => ({ scheme: uri.scheme, pattern: escapeGlob(globPathOf(uri)) }));
  if (documentSelector.length === 0) return [];
  return [
    connection.client.register(DidOpenTextDocumentNotification.type, { documentSelector }),
    connection.client.register(DidChangeTextDocumentNotification.type, {
      documentSelector,
      syncKind: TextDocumentSyncKind.Incremental,
    }),
    connection.client.register(DidCloseTextDocumentNotification.type, { documentSelector }),
  ];
}

function parsed(uris: readonly string[]): readonly URI[] {
  return uris.flatMap((uri) => parseUri(uri) ?? []);
}

/** A path as a glob that means only itself. */
function escapeGlob(path: string): string {
  return path.replace(/[[\]{}*?]/g, (special) =>
    special === ']' || special === '}' ? special : `[${special}]`,
  );
}
