import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import {
  createConnection,
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type Diagnostic,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type RegistrationParams,
} from 'vscode-languageserver/node';
import type { Environment } from '../../server/src/lsp/environment.ts';
import { nodeEnvironment } from '../../server/src/lsp/nodeEnvironment.ts';
import { startServer } from '../../server/src/lsp/server.ts';
import { STATUS, type StatusParams } from '../../server/src/protocol.ts';

/** A folder on disk and a client in it that speaks to the real server over streams in memory. */
export interface TestClient {
  readonly folder: string;
  readonly connection: ProtocolConnection;
  readonly initialized: InitializeResult;
  /** Every registration that the server asked for and has not taken back. */
  readonly registrations: Map<string, { method: string; options: unknown }>;
  readonly uri: (name: string) => string;
  readonly write: (name: string, text: string) => void;
  readonly open: (name: string, text: string, languageId?: string) => Promise<void>;
  /** Replaces the whole text. */
  readonly change: (name: string, version: number, text: string) => Promise<void>;
  readonly setSettings: (settings: Record<string, unknown>) => Promise<void>;
  /** The first diagnostics of the file, from now on or already told, for which the condition holds. */
  readonly diagnostics: (
    name: string,
    condition?: (diagnostics: readonly Diagnostic[]) => boolean,
  ) => Promise<readonly Diagnostic[]>;
  readonly status: (
    name: string,
    condition?: (status: StatusParams) => boolean,
  ) => Promise<StatusParams>;
  /** Everything that was pushed so far, newest last. */
  readonly pushed: readonly PublishDiagnosticsParams[];
  /** How often the server asked to be asked again. */
  readonly refreshes: () => number;
  readonly stop: () => Promise<void>;
}

export async function startClient(
  files: Readonly<Record<string, string>>,
  options: {
    readonly settings?: Record<string, unknown>;
    readonly trusted?: boolean;
    readonly ruleLink?: string;
    /** The client can show the host map. */
    readonly hostMap?: boolean;
    /** The client asks for diagnostics. */
    readonly pulls?: boolean;
    /** What it is capable of beyond that. */
    readonly capabilities?: {
      readonly textDocument?: Readonly<Record<string, unknown>>;
      readonly workspaceEdit?: Readonly<Record<string, unknown>>;
    };
    /** The URI of the workspace's folder, where that is not the one on disk. */
    readonly root?: string;
    /** What the machine is like, where that matters. */
    readonly environment?: Partial<Environment>;
  } = {},
): Promise<TestClient> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'libvirt-xml-test-')));
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  for (const [name, text] of Object.entries(files)) write(name, text);

  const up = new PassThrough();
  const down = new PassThrough();
  const root = join(import.meta.dirname, '../..');
  startServer(
    createConnection(new StreamMessageReader(up), new StreamMessageWriter(down)),
    // What is installed on the machine is no part of a test.
    { ...nodeEnvironment(root, '0.0.0'), schemaFolders: () => [], ...options.environment },
  );
  const connection = createProtocolConnection(
    new StreamMessageReader(down),
    new StreamMessageWriter(up),
  );

  let settings = options.settings ?? {};
  const told = new Waiter<PublishDiagnosticsParams>();
  const pushed: PublishDiagnosticsParams[] = [];
  let refreshes = 0;
  const statuses = new Waiter<StatusParams>();
  const registrations: TestClient['registrations'] = new Map();
  connection.onNotification('textDocument/publishDiagnostics', (params) => {
    pushed.push(params as PublishDiagnosticsParams);
    told.tell(params as PublishDiagnosticsParams);
  });
  connection.onNotification(STATUS, (params) => {
    statuses.tell(params as StatusParams);
  });
  connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) =>
    items.map(() => settings),
  );
  connection.onRequest('client/registerCapability', (params: RegistrationParams) => {
    for (const { id, method, registerOptions } of params.registrations)
      registrations.set(id, { method, options: registerOptions });
    return null;
  });
  connection.onRequest(
    'client/unregisterCapability',
    ({ unregisterations }: { unregisterations: { id: string }[] }) => {
      for (const { id } of unregisterations) registrations.delete(id);
      return null;
    },
  );
  connection.onRequest('workspace/diagnostic/refresh', () => {
    refreshes++;
    return null;
  });
  connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
    if (process.env['SHOW_LOG'] !== undefined) console.log(message);
  });
  connection.listen();

  const rootUri = options.root ?? pathToFileURL(folder).href;
  const initialized = await connection.sendRequest<InitializeResult>('initialize', {
    processId: null,
    rootUri,
    workspaceFolders: [{ uri: rootUri, name: 'test' }],
    initializationOptions: {
      ...(options.trusted === undefined ? {} : { trusted: options.trusted }),
      ...(options.ruleLink === undefined ? {} : { ruleLink: options.ruleLink }),
      ...(options.hostMap === undefined ? {} : { hostMap: options.hostMap }),
    },
    capabilities: {
      workspace: {
        configuration: true,
        workspaceFolders: true,
        workspaceEdit: {
          documentChanges: true,
          resourceOperations: ['create'],
          ...options.capabilities?.workspaceEdit,
        },
        didChangeConfiguration: { dynamicRegistration: true },
        ...(options.pulls === true ? { diagnostics: { refreshSupport: true } } : {}),
        didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
      },
      textDocument: {
        synchronization: { dynamicRegistration: true },
        ...(options.pulls === true ? { diagnostic: {} } : {}),
        ...options.capabilities?.textDocument,
      },
    },
  });
  await connection.sendNotification('initialized', {});

  const uri = (name: string): string => (name.includes(':') ? name : `${rootUri}/${name}`);
  return {
    folder,
    connection,
    initialized,
    registrations,
    uri,
    write,
    open: (name, text, languageId = 'xml') =>
      connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri: uri(name), languageId, version: 1, text },
      }),
    change: (name, version, text) =>
      connection.sendNotification('textDocument/didChange', {
        textDocument: { uri: uri(name), version },
        contentChanges: [{ text }],
      }),
    setSettings: async (next) => {
      settings = next;
      await connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    },
    diagnostics: async (name, condition = () => true) => {
      const found = await told.wait(
        (params) => params.uri === uri(name) && condition(params.diagnostics),
      );
      return found.diagnostics;
    },
    status: (name, condition = () => true) =>
      statuses.wait((status) => status.uri === uri(name) && condition(status)),
    pushed,
    refreshes: () => refreshes,
    stop: async () => {
      await connection.sendRequest('shutdown');
      connection.dispose();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Keeps the newest message of each document and wakes who waits for one. */
class Waiter<M extends { readonly uri: string }> {
  readonly #newest = new Map<string, M>();
  readonly #waiting = new Set<(message: M) => void>();

  tell(message: M): void {
    this.#newest.set(message.uri, message);
    for (const hear of [...this.#waiting]) hear(message);
  }

  wait(condition: (message: M) => boolean): Promise<M> {
    const known = [...this.#newest.values()].find(condition);
    if (known !== undefined) return Promise.resolve(known);
    return new Promise((resolve) => {
      const hear = (message: M): void => {
        if (!condition(message)) return;
        this.#waiting.delete(hear);
        resolve(message);
      };
      this.#waiting.add(hear);
    });
  }
}
