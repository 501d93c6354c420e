import {
  CodeActionKind,
  DidChangeConfigurationNotification,
  DocumentDiagnosticReportKind,
  TextDocumentSyncKind,
  type Connection,
  type DocumentDiagnosticReport,
  type InitializeParams,
  type InitializeResult,
} from 'vscode-languageserver';
import { TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../analysis/analyze.ts';
import { actionsAt } from '../features/codeActions.ts';
import { completeAt, TRIGGERS } from '../features/completion.ts';
import { rootOffers } from '../features/completion/rootOffers.ts';
import { hoverAt } from '../features/hover.ts';
import {
  LIST_FOLDER,
  READ_FILE,
  STATUS,
  TRUSTED,
  type InitializationOptions,
  type ListFolderResult,
  type ReadFileResult,
} from '../protocol.ts';
import { LineIndex } from '../text/lineIndex.ts';
import { serveCapture } from './capture.ts';
import { toCodeAction, toCompletion, toDiagnostic, toHover } from './convert.ts';
import type { Environment } from './environment.ts';
import { serveHostMap } from './hostMap.ts';
import { refreshLineNotes, serveLineNotes } from './lineNotes.ts';
import { showScan } from './scanProgress.ts';
import { createSession, type OpenDocument, type Session } from './session.ts';
import { DEFAULT_SETTINGS, readSettings, type Settings } from './settings.ts';
import { serveStructure, STRUCTURE_CAPABILITIES } from './structure.ts';
import { createWatcher } from './watcher.ts';

/** Serves one client over the connection until it closes. The same for Node and a web worker. */
export function startServer(connection: Connection, environment: Environment): void {
  const documents = new TextDocuments(TextDocument);
  let options: InitializationOptions = {};
  let trusted = true;
  let folders: readonly string[] = [];
  let client: InitializeParams['capabilities'] = {};
  const log = (message: string): void => {
    connection.console.warn(message);
  };
  const ruleLink = (): string => options.ruleLink ?? environment.ruleLink;
  const watcher = createWatcher(connection, () => client);
  const open = (document: TextDocument): OpenDocument => ({
    uri: document.uri,
    version: document.version,
    text: document.getText(),
  });

  /** The open document of a file: clients do not all write URIs alike. */
  const documentOf = (uri: string): TextDocument | undefined => {
    const key = environment.keyOf(uri);
    return (
      documents.get(uri) ?? documents.all().find((each) => environment.keyOf(each.uri) === key)
    );
  };

  const hasSnippets = (): boolean =>
    client.textDocument?.completion?.completionItem?.snippetSupport === true;

  /** Our own client is told at once, which is faster than being asked; others as they declare. */
  const isPulled = (): boolean =>
    client.textDocument?.diagnostic !== undefined && options.push !== true;

  /** Only our client knows other schemes than `file`; of another, or where it fails, nothing can be read there. */
  const askFor = <T>(method: string, uri: string): Promise<T | { error: string }> =>
    connection
      .sendRequest<T>(method, { uri })
      .catch(() => ({ error: 'the editor does not give it', missing: true }));

  const session: Session = createSession(environment, {
    documents: () => documents.all().map(open),
    document: (uri) => {
      const document = documentOf(uri);
      return document && open(document);
    },
    folderOf: (uri) => folderOf(uri, folders, environment),
    settings: async (folder, uri) => fetchSettings(connection, client, folder ?? uri),
    isTrusted: () => trusted,
    isPulled,
    stale: () => {
      refreshLineNotes(connection, client);
      if (isPulled() && client.workspace?.diagnostics?.refreshSupport === true)
        void connection.languages.diagnostics.refresh();
    },
    changed: (uri) => {
      maps.changed(uri);
    },
    files: {
      read: async (uri): Promise<ReadFileResult> => {
        const typed = documentOf(uri);
        if (typed !== undefined) return { text: typed.getText() };
        if (uri.startsWith('file:')) return environment.readFile(uri);
        return askFor<ReadFileResult>(READ_FILE, uri);
      },
      list: async (uri): Promise<ListFolderResult> =>
        uri.startsWith('file:')
          ? environment.listFolder(uri)
          : askFor<ListFolderResult>(LIST_FOLDER, uri),
    },
    publish: (uri, text, version, findings) => {
      const lines = new LineIndex(text);
      void connection.sendDiagnostics({
        uri,
        ...(version === undefined ? {} : { version }),
        diagnostics: findings.map((finding) => toDiagnostic(finding, lines, uri, ruleLink())),
      });
    },
    tellStatus: (status) => void connection.sendNotification(STATUS, status),
    findXml: async () => {
      const roots = folders.filter((folder) => folder.startsWith('file:'));
      return (await Promise.all(roots.map(environment.findXml))).flat();
    },
    publishPlaces: (uri, findings) => {
      void connection.sendDiagnostics({
        uri,
        diagnostics: findings.map((finding) => toDiagnostic(finding, undefined, uri, ruleLink())),
      });
    },
    progress: (total) => showScan(connection, client, total),
    watch: (uris) => {
      watcher.watch(uris, folders);
    },
    log,
  });

  const maps = serveHostMap(connection, {
    session: () => session,
    document: (uri) => {
      const document = documentOf(uri);
      return document && open(document);
    },
    folderOf: (uri) => folderOf(uri, folders, environment),
    now: environment.now,
    log,
  });

  connection.onInitialize((params): InitializeResult => {
    options = (params.initializationOptions ?? {}) as InitializationOptions;
    trusted = options.trusted ?? true;
    client = params.capabilities;
    folders = (params.workspaceFolders ?? []).map((folder) => folder.uri);
    return {
      serverInfo: { name: 'libvirt-xml', version: environment.version },
      capabilities: {
        textDocumentSync: TextDocumentSyncKind.Incremental,
        ...(isPulled()
          ? { diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: false } }
          : {}),
        hoverProvider: true,
        inlayHintProvider: true,
        codeLensProvider: {},
        completionProvider: { triggerCharacters: [...TRIGGERS] },
        ...STRUCTURE_CAPABILITIES,
        codeActionProvider: {
          codeActionKinds: [
            CodeActionKind.QuickFix,
            CodeActionKind.RefactorRewrite,
            `${CodeActionKind.SourceFixAll}.libvirtXml`,
          ],
        },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  });

  connection.onInitialized(() => {
    const { workspace } = client;
    if (workspace?.didChangeConfiguration?.dynamicRegistration === true)
      void connection.client.register(DidChangeConfigurationNotification.type, {
        // What Red Hat's extension was told of schemas decides what is left to it.
        section: ['libvirtXml', 'xml.fileAssociations'],
      });
    if (workspace?.workspaceFolders === true)
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map((folder) => folder.uri));
        folders = [...folders.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => uri)];
        session.reload();
      });
  });

  connection.onDidChangeConfiguration(() => {
    session.reload();
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    const guests = changes.filter(({ uri }) => /\.xml$/i.test(uri) && !session.isHostFile(uri));
    if (guests.length > 0) session.changedOnDisk(guests.map(({ uri }) => uri));
    if (guests.length < changes.length || changes.length === 0) session.reload();
  });
  connection.onNotification(TRUSTED, () => {
    trusted = true;
    session.reload();
  });

  documents.onDidChangeContent(({ document }) => {
    if (session.isHostFile(document.uri)) session.reload();
    else session.edited(document.uri);
  });
  documents.onDidClose(({ document }) => {
    session.close(document.uri);
    maps.close(document.uri);
    if (session.isHostFile(document.uri)) session.reload();
  });

  /** Answers from the analysis of the document as it stands; a failure is a log line and an empty answer. */
  async function answer<T>(
    uri: string,
    empty: T,
    make: (analysis: Analysis, document: TextDocument, lines: LineIndex) => T,
  ): Promise<T> {
    return guarded(uri, empty, async () => {
      const analysis = await session.analysisOf(uri);
      const document = documents.get(uri);
      if (analysis === undefined || document === undefined) return empty;
      return make(analysis, document, new LineIndex(analysis.text));
    });
  }

  async function guarded<T>(uri: string, empty: T, make: () => Promise<T>): Promise<T> {
    try {
      return await make();
    } catch (error) {
      log(
        `a request for ${uri} failed: ${error instanceof Error ? (error.stack ?? '') : String(error)}`,
      );
      return empty;
    }
  }

  serveLineNotes(
    connection,
    () => client,
    answer,
    () => options.hostMap === true,
  );
  serveStructure(connection, () => client, answer);
  serveCapture(connection, environment, {
    isTrusted: () => trusted,
    settings: () => fetchSettings(connection, client, undefined),
  });
  connection.onHover(({ textDocument: { uri }, position }) =>
    answer(uri, null, (analysis, document, lines) => {
      const hover = hoverAt(analysis, document.offsetAt(position), ruleLink());
      return hover === undefined ? null : toHover(hover, lines);
    }),
  );
  connection.languages.diagnostics.on(
    async ({ textDocument: { uri } }): Promise<DocumentDiagnosticReport> => ({
      kind: DocumentDiagnosticReportKind.Full,
      items: await answer(uri, [], ({ findings }, _, lines) =>
        findings.map((finding) => toDiagnostic(finding, lines, uri, ruleLink())),
      ),
    }),
  );
  connection.onCompletion(async ({ textDocument: { uri }, position, context }) => {
    const trigger = context?.triggerCharacter;
    const inside = await answer(uri, [], (analysis, document, lines) =>
      completeAt(analysis, document.offsetAt(position), trigger).map((each) =>
        toCompletion(each, lines, hasSnippets()),
      ),
    );
    return guarded(uri, inside, async () => {
      const { isExcluded, schema } = await session.surroundingsOf(uri);
      const document = documents.get(uri);
      if (document === undefined || isExcluded || schema.isServedElsewhere) return inside;
      const text = document.getText();
      const at = document.offsetAt(position);
      const roots = rootOffers(text, at, trigger, schema.source !== undefined);
      const lines = new LineIndex(text);
      return [...inside, ...roots.map((each) => toCompletion(each, lines, hasSnippets()))];
    });
  });
  connection.onCodeAction(({ textDocument: { uri }, range, context: { only } }) =>
    answer(uri, [], (analysis, document, lines) => {
      const at = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
      return actionsAt(analysis, at, (kind) => isWanted(kind, only))
        .filter(({ writes }) => writes === undefined || makesFiles(client))
        .filter(({ isSnippet }) => isSnippet !== true || editsBySnippets(client))
        .map((offer) => toCodeAction(offer, lines, uri, ruleLink()));
    }),
  );

  documents.listen(connection);
  connection.listen();
}

function makesFiles({ workspace }: InitializeParams['capabilities']): boolean {
  const { documentChanges, resourceOperations = [] } = workspace?.workspaceEdit ?? {};
  return documentChanges === true && resourceOperations.includes('create');
}

function editsBySnippets({ workspace }: InitializeParams['capabilities']): boolean {
  const { documentChanges, snippetEditSupport } = workspace?.workspaceEdit ?? {};
  return documentChanges === true && snippetEditSupport === true;
}

/** Kinds are paths: `source` asks for `source.fixAll.libvirtXml`, too. Source actions come only when asked for. */
function isWanted(kind: string, only: readonly string[] | undefined): boolean {
  if (only === undefined) return !kind.startsWith('source.');
  return only.some((wanted) => wanted === '' || kind === wanted || kind.startsWith(`${wanted}.`));
}

/** The innermost folder that holds the document; an unsaved document belongs to the only folder, if there is exactly one. */
function folderOf(
  uri: string,
  folders: readonly string[],
  { keyOf }: Environment,
): string | undefined {
  if (uri.startsWith('untitled:')) return folders.length === 1 ? folders[0] : undefined;
  const key = keyOf(uri);
  const holding = folders.filter((folder) =>
    key.startsWith(`${keyOf(folder).replace(/\/+$/, '')}/`),
  );
  return holding.sort((a, b) => b.length - a.length)[0];
}

async function fetchSettings(
  connection: Connection,
  client: InitializeParams['capabilities'],
  scopeUri: string | undefined,
): Promise<Settings> {
  if (client.workspace?.configuration !== true) return DEFAULT_SETTINGS;
  return readSettings(
    await connection.workspace.getConfiguration({
      ...(scopeUri === undefined ? {} : { scopeUri }),
      section: 'libvirtXml',
    }),
  );
}
