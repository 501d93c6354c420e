import type { Node } from 'jsonc-parser';
import type { Draft } from '../../buildTopology.ts';
import { badValue } from '../../hostBlock.ts';
import { claimIds } from '../../idSet.ts';
import { cpuId } from '../../topology.ts';
import type { CpuId, HostCpu } from '../../topology.ts';
import { readElements, readMembers, refuse } from './jsonObject.ts';
import type { JsonReading } from './jsonObject.ts';
import { readCpuSet, readWhole } from './jsonValues.ts';
import { CORE_KEYS } from './keys.ts';

export interface JsonCpus {
  readonly cpus: readonly HostCpu[];
  readonly offline: ReadonlySet<CpuId>;
}

/** Reads `cores` and `offlineCpus`, and adds what they say to the CPUs that the nodes list. */
export function readCpus(
  reading: JsonReading,
  ofNodes: readonly HostCpu[],
  cores: Node | undefined,
  offlineCpus: Node | undefined,
): JsonCpus {
  const cpus = new Map<CpuId, Draft<HostCpu>>(ofNodes.map((cpu) => [cpu.id, { ...cpu }]));
  const cpu = (id: CpuId): Draft<HostCpu> => {
    const known = cpus.get(id) ?? { id };
    cpus.set(id, known);
    return known;
  };
  const entries = cores === undefined ? [] : readElements(reading, cores, 'a list of cores');
  const owners = new Map<number, string>();
  for (const entry of entries ?? []) readCore(reading, entry, owners, cpu);

  const offline = new Set<CpuId>();
  const members = offlineCpus === undefined ? [] : readCpuSet(reading, offlineCpus);
  for (const id of claimIds(new Map<number, true>(), members ?? [], true).ids) {
    offline.add(cpuId(id));
    cpu(cpuId(id)).online = false;
  }
  return { cpus: [...cpus.values()], offline };
}

function readCore(
  reading: JsonReading,
  entry: Node,
  owners: Map<number, string>,
  cpu: (id: CpuId) => Draft<HostCpu>,
): void {
  const members = readMembers(reading, entry, CORE_KEYS, 'a core');
  if (members === undefined) return;
  const written = members.get('cpus');
  if (written === undefined) {
    refuse(reading, entry, 'lacks \'cpus\', the threads of the core, such as "0,8"');
    return;
  }
  const threads = readCpuSet(reading, written);
  const number = (key: 'socket' | 'core'): number | undefined => {
    const node = members.get(key);
    return node === undefined
      ? undefined
      : readWhole(reading, node, `the number of a ${key}`, [0, Number.MAX_SAFE_INTEGER]);
  };
  const socket = number('socket');
  const core = number('core');
  if (threads === undefined) return;
  const { ids, clash } = claimIds(owners, threads, 'core');
  if (clash !== undefined) {
    const message = `CPU ${String(clash.id)} is on an earlier core already; a CPU is on one core`;
    reading.problems.push(badValue(clash.member.range, message));
    return;
  }
  const siblings = ids.map(cpuId);
  for (const id of siblings) {
    const known = cpu(id);
    known.siblings = siblings;
    if (socket !== undefined) known.socket = socket;
    if (core !== undefined) known.core = core;
  }
}
