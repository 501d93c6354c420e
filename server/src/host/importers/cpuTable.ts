import type { HostBlock } from '../hostBlock.ts';
import { cpuId, nodeId } from '../topology.ts';
import type { CpuId } from '../topology.ts';
import { draftCpu, draftNode, finishDraft } from './hostDraft.ts';
import type { HostDraft } from './hostDraft.ts';

/** One CPU of a table of lscpu: column names in lower case, and what stands under them. */
export type CpuRow = ReadonlyMap<string, string>;

/**
 * What the rows of `lscpu -e`, `-p` or `-e -J` say: nodes of CPUs, sockets, and, as cores are numbered through the whole
 * machine, who shares one. `-`, nothing or null is unknown. Nodes without CPUs have no row, so the nodes may be a part.
 */
export function finishCpuTable(draft: HostDraft, rows: readonly CpuRow[], name: string): HostBlock {
  const cores = new Map<string, CpuId[]>();
  const nodes = new Map<number, CpuId[]>();
  for (const row of rows) {
    const id = whole(row.get('cpu'));
    if (id === undefined || draft.cpus.has(cpuId(id))) continue;
    const cpu = draftCpu(draft, id);
    if (cpu === undefined) continue;
    const [node, socket, core] = [
      whole(row.get('node')),
      whole(row.get('socket')),
      whole(row.get('core')),
    ];
    const online = row.get('online');
    if (online !== undefined && /^(?:n|no|false)$/i.test(online)) {
      cpu.online = false;
      continue;
    }
    if (node !== undefined) {
      cpu.node = nodeId(node);
      push(nodes, node, cpu.id);
    }
    if (socket !== undefined) cpu.socket = socket;
    if (core === undefined) continue;
    cpu.core = core;
    push(cores, `${String(node)} ${String(socket)} ${String(core)}`, cpu.id);
  }
  for (const threads of cores.values()) {
    threads.sort((a, b) => a - b);
    for (const id of threads) {
      const cpu = draft.cpus.get(id);
      if (cpu !== undefined) cpu.siblings = threads;
    }
  }
  for (const [id, cpus] of nodes) {
    const node = draftNode(draft, id);
    if (node !== undefined) node.cpus = cpus.sort((a, b) => a - b);
  }
  return finishDraft(
    draft,
    'lscpu-table',
    name,
    undefined,
    nodes.size === 0 ? {} : { partial: true },
  );
}

function whole(written: string | undefined): number | undefined {
  return written !== undefined && /^\d{1,5}$/.test(written) ? Number(written) : undefined;
}

function push<K>(lists: Map<K, CpuId[]>, key: K, id: CpuId): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [id]);
  else list.push(id);
}
