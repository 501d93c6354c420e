// Fleets of generated guests on one host, all of which want the same nodes and CPUs: the worst case, as each has to hear of the others.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ProgressType, type PublishDiagnosticsParams } from 'vscode-languageserver/node';
import { analyze } from '../../server/src/analysis/analyze.ts';
import { claimFile } from '../../server/src/analysis/claimFile.ts';
import { fleetTold } from '../../server/src/analysis/fleetFindings.ts';
import { EMPTY_WORLD } from '../../server/src/analysis/world.ts';
import { createFleet } from '../../server/src/fleet/fleet.ts';
import type { HostTopology } from '../../server/src/host/topology.ts';
import { guest, HOST } from './documents.ts';
import { startServer } from './stdioServer.ts';

const SIZES = [1000, 10_000];

/** In one process: reading, memory, and what one edit costs until it is known what each of ten other files has to say. */
export function fleetInProcess(host: HostTopology): readonly (readonly string[])[] {
  const rows = [['guests', 'read and claim', 'memory kept', 'one edit → findings of 10 files']];
  for (const count of SIZES) {
    collect();
    const before = process.memoryUsage().heapUsed;
    const fleet = createFleet();
    const began = performance.now();
    for (let i = 0; i < count; i++) fleet.set(file(i), claims(i, host));
    const read = performance.now() - began;
    fleet.guestCount();
    collect();
    const kept = process.memoryUsage().heapUsed - before;
    const times = Array.from({ length: 51 }, (_, i) => {
      const changed = claims(i, host);
      const start = performance.now();
      fleet.set(file(i), changed);
      for (let other = 0; other < 10; other++)
        fleetTold({ fleet, host, supposed: undefined }, file(count - 1 - other));
      return performance.now() - start;
    });
    rows.push([
      grouped(count),
      `${(read / 1000).toFixed(2)} s, ${(read / count).toFixed(2)} ms each`,
      `${(kept / 2 ** 20).toFixed(1)} MiB`,
      `${middle(times).toFixed(1)} ms`,
    ]);
  }
  return rows;
}

/** Through the real server on stdio: a person types in one guest while all others are read, and after that. */
export async function fleetWhileTyping(
  server: string,
  folder: string,
): Promise<readonly (readonly string[])[]> {
  const rows = [
    [
      'guests beside',
      'start → first',
      'all read after',
      'edit meanwhile p50, max',
      'edit after that p50',
      'edit → other open file p50',
      'memory',
    ],
  ];
  for (const count of [0, ...SIZES]) {
    const at = join(folder, `fleet-${count}`);
    mkdirSync(at);
    writeFileSync(join(at, 'host.txt'), HOST);
    writeFileSync(
      join(at, 'libvirt-xml.json'),
      JSON.stringify({ hosts: { rack: { topology: 'host.txt', domains: ['**'] } } }),
    );
    for (let i = 0; i < count; i++) writeFileSync(join(at, `guest-${i}.xml`), guest(i, 4));
    rows.push([grouped(count), ...(await typed(server, at, count))]);
  }
  return rows;
}

async function typed(server: string, folder: string, count: number): Promise<readonly string[]> {
  const began = performance.now();
  const { child, connection } = startServer(server);
  let heard: ((params: PublishDiagnosticsParams) => void)[] = [];
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  connection.onNotification('textDocument/publishDiagnostics', (params) => {
    for (const hear of heard) hear(params as PublishDiagnosticsParams);
  });
  connection.onRequest('window/workDoneProgress/create', ({ token }: { token: string }) => {
    connection.onProgress(new ProgressType<{ readonly kind: string }>(), token, ({ kind }) => {
      if (kind === 'end') end();
    });
    return null;
  });
  connection.listen();
  const next = (condition: (params: PublishDiagnosticsParams) => boolean) =>
    new Promise<number>((resolve) => {
      const hear = (params: PublishDiagnosticsParams): void => {
        if (!condition(params)) return;
        heard = heard.filter((one) => one !== hear);
        resolve(performance.now());
      };
      heard.push(hear);
    });
  const root = pathToFileURL(folder).href;
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: root,
    workspaceFolders: [{ uri: root, name: 'bench' }],
    capabilities: {
      workspace: { configuration: true, workspaceFolders: true },
      window: { workDoneProgress: true },
    },
  });
  await connection.sendNotification('initialized', {});
  const open = async (name: string, text: string): Promise<number> => {
    const uri = `${root}/${name}`;
    const first = next((params) => params.uri === uri && params.version === 1);
    await connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'xml', version: 1, text },
    });
    return first;
  };
  const mine = guest(1_000_000, 4);
  const first = (await open('mine.xml', mine)) - began;
  let version = 1;
  const edit = async (name: string): Promise<number> => {
    version++;
    const now = version;
    const uri = `${root}/mine.xml`;
    const answer =
      name === 'mine.xml'
        ? next((params) => params.uri === uri && params.version === now)
        : next((params) => params.uri === `${root}/${name}`);
    const sent = performance.now();
    await connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      // From one node to the other and back, so that every other guest has to hear of it.
      contentChanges: [{ text: mine.replace("nodeset='0'", `nodeset='${version % 2}'`) }],
    });
    return (await answer) - sent;
  };
  let isReading = count > 0;
  void ended.then(() => (isReading = false));
  const meanwhile: number[] = [];
  while (isReading) meanwhile.push(await edit('mine.xml'));
  const read = performance.now() - began;
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const after = await times(21, () => edit('mine.xml'));
  await open('other.xml', guest(1_000_002, 4));
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const others = count === 0 ? [] : await times(21, () => edit('other.xml'));
  const memory = /VmRSS:\s*(\d+)/.exec(statusOf(child.pid))?.[1];
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  connection.dispose();
  child.kill();
  const shown = (time: number) => `${time.toFixed(1)} ms`;
  return [
    `${first.toFixed(0)} ms`,
    count === 0 ? '-' : `${(read / 1000).toFixed(1)} s`,
    count === 0 ? '-' : `${shown(middle(meanwhile))}, ${shown(Math.max(...meanwhile))}`,
    shown(middle(after)),
    count === 0 ? '-' : shown(middle(others)),
    memory === undefined ? 'unknown' : `${(Number(memory) / 1024).toFixed(0)} MiB`,
  ];
}

function statusOf(pid: number | undefined): string {
  try {
    return readFileSync(`/proc/${pid ?? 0}/status`, 'utf8');
  } catch {
    return '';
  }
}

async function times(count: number, work: () => Promise<number>): Promise<number[]> {
  const all: number[] = [];
  for (let i = 0; i < count; i++) all.push(await work());
  return all;
}

function claims(number: number, host: HostTopology) {
  const analysis = analyze(guest(number, 4), EMPTY_WORLD, []);
  return analysis === undefined
    ? []
    : claimFile(analysis, host, file(number), () => ({ landing: 'now' }));
}

const file = (number: number): string => `file:///vms/guest-${number}.xml`;

function middle(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? NaN;
}

/** `10,000`. */
const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

function collect(): void {
  (globalThis as { gc?: () => void }).gc?.();
}
