// A client that drives the built server over stdio and measures what a person typing would wait for.
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
} from 'vscode-languageserver/node';
import { STATUS, type StatusParams } from '../../server/src/protocol.ts';

export interface Typing {
  readonly startToFirst: number;
  readonly edits: readonly number[];
  /** Those of them that were made until libvirt's schema was read. */
  readonly whileReading: readonly number[];
  /** Resident memory in MiB after the edits; undefined where the system does not tell. */
  readonly memory: number | undefined;
}

/** In milliseconds. */
export interface Pace {
  /** Between the first diagnostics and the first edit. */
  readonly reading: number;
  /** Between what is told of one edit and the next edit. */
  readonly thinking: number;
}

/** The built server, as the extension starts it, and a client that answers what every client is asked; it does not listen yet. */
export function startServer(server: string): {
  readonly child: ChildProcess;
  readonly connection: ProtocolConnection;
} {
  const child = spawn(process.execPath, ['--max-semi-space-size=4', server, '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) =>
    items.map(() => ({})),
  );
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('client/unregisterCapability', () => null);
  return { child, connection };
}

/** Starts the server on a folder with a host file, opens the text, and makes edits one after the other: at once, or as fast as is said. */
export async function type(
  server: string,
  folder: string,
  text: string,
  edits: number,
  pace: Pace = { reading: 0, thinking: 0 },
): Promise<Typing> {
  const began = performance.now();
  const { child, connection } = startServer(server);
  const waiting = new Map<number, (at: number) => void>();
  connection.onNotification(
    'textDocument/publishDiagnostics',
    ({ version, uri }: PublishDiagnosticsParams) => {
      if (version === undefined || !uri.endsWith('guest.xml')) return;
      waiting.get(version)?.(performance.now());
      waiting.delete(version);
    },
  );
  let schemaAt = Infinity;
  connection.onNotification(STATUS, ({ schema }: StatusParams) => {
    if (schema?.name !== undefined) schemaAt = Math.min(schemaAt, performance.now());
  });
  connection.listen();
  const told = (version: number) =>
    new Promise<number>((resolve) => {
      waiting.set(version, resolve);
    });

  const root = pathToFileURL(folder).href;
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: root,
    workspaceFolders: [{ uri: root, name: 'bench' }],
    capabilities: { workspace: { configuration: true, workspaceFolders: true } },
  });
  await connection.sendNotification('initialized', {});
  const uri = `${root}/guest.xml`;
  const first = told(1);
  await connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'xml', version: 1, text },
  });
  const startToFirst = (await first) - began;
  await sleep(pace.reading);
  const made = await makeEdits(connection, uri, text, edits, pace.thinking, told);
  const memory = residentMemory(child);
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  connection.dispose();
  child.kill();
  const isReading = ({ sent }: Edit): boolean => schemaAt !== Infinity && sent < schemaAt;
  const whileReading = made.filter(isReading).map(({ took }) => took);
  return { startToFirst, edits: made.map(({ took }) => took), whileReading, memory };
}

interface Edit {
  readonly sent: number;
  readonly took: number;
}

/** Makes the guest too large and right again, a character at a time. */
async function makeEdits(
  connection: ProtocolConnection,
  uri: string,
  text: string,
  edits: number,
  thinking: number,
  told: (version: number) => Promise<number>,
): Promise<Edit[]> {
  const before = text.slice(0, text.indexOf('</memory>')).split('\n');
  const at = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  const behind = { ...at, character: at.character + 1 };
  const made: Edit[] = [];
  for (let i = 0; i < edits; i++) {
    const version = i + 2;
    const change =
      i % 2 === 0
        ? { range: { start: at, end: at }, text: '0' }
        : { range: { start: at, end: behind }, text: '' };
    const answer = told(version);
    const sent = performance.now();
    await connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [change],
    });
    made.push({ sent, took: (await answer) - sent });
    if (thinking > 0) await sleep(thinking);
  }
  return made;
}

function residentMemory({ pid }: ChildProcess): number | undefined {
  try {
    const status = readFileSync(`/proc/${pid ?? 0}/status`, 'utf8');
    return Number(/VmRSS:\s*(\d+)/.exec(status)?.[1]) / 1024;
  } catch {
    return undefined;
  }
}
