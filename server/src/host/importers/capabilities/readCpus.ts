import type { Element } from '@xmldom/xmldom';
import { range } from '../../../text/range.ts';
import { compile, selectElement, selectElements } from '../../../xml/select.ts';
import { present } from '../../buildTopology.ts';
import { claimIds, MAX_ID, parseIdMembers } from '../../idSet.ts';
import { cpuId } from '../../topology.ts';
import type { CpuId, HostCpu, NodeId } from '../../topology.ts';
import { setProblems } from '../setProblems.ts';
import { attributeRange, readNumber, refuse } from './xmlValues.ts';
import type { XmlReading } from './xmlValues.ts';

const CPUS = compile('cpus');
const CPU = compile('cpus/cpu');
const ANY_NUMBER = [0, Number.MAX_SAFE_INTEGER] as const;

/** Reads the CPUs of one cell after the other. */
export interface CpuReader {
  /** The cell's CPUs, sorted; undefined when it has no `<cpus>` or a bad one. */
  readonly ofCell: (node: NodeId, cell: Element) => readonly CpuId[] | undefined;
  /** All CPUs read so far. */
  readonly all: () => Iterable<HostCpu>;
}

export function createCpuReader(reading: XmlReading): CpuReader {
  const cpus = new Map<CpuId, HostCpu>();
  const threadsOf = createSiblingReader(reading);

  const readCpu = (node: NodeId, element: Element): CpuId | undefined => {
    const number = readNumber(reading, element, 'id', [0, MAX_ID]);
    if (number === undefined) return undefined;
    const id = cpuId(number);
    const before = cpus.get(id);
    if (before !== undefined) {
      const message = `CPU ${String(id)} is a CPU of node ${String(before.node ?? node)} already; a CPU belongs to one node`;
      refuse(reading, attributeRange(element, 'id'), message);
      return undefined;
    }
    cpus.set(
      id,
      present<HostCpu>({
        id,
        node,
        socket: readNumber(reading, element, 'socket_id', ANY_NUMBER),
        core: readNumber(reading, element, 'core_id', ANY_NUMBER),
        siblings: threadsOf(element),
        online: undefined,
      }),
    );
    return id;
  };

  return {
    ofCell: (node, cell) => {
      if (selectElement(CPUS, cell) === undefined) return undefined;
      const elements = selectElements(CPU, cell);
      const ids = elements
        .map((element) => readCpu(node, element))
        .filter((id) => id !== undefined);
      return ids.length < elements.length ? undefined : ids.sort((a, b) => a - b);
    },
    all: () => cpus.values(),
  };
}

/**
 * All threads of a core write the same `siblings`, so that each set is read once. Sets that overlap without being the
 * same cannot be cores and are passed over.
 */
function createSiblingReader(reading: XmlReading): (cpu: Element) => readonly CpuId[] | undefined {
  const owners = new Map<number, string>();
  const cores = new Map<string, readonly CpuId[] | undefined>();
  return (cpu) => {
    const set = cpu.getAttribute('siblings');
    if (set === null) return undefined;
    if (!cores.has(set)) {
      const { members, faults } = parseIdMembers(set);
      for (const problem of setProblems(set, 0, faults)) {
        const start = attributeRange(cpu, 'siblings').start;
        const at = range(start + problem.range.start, start + problem.range.end);
        refuse(reading, at, problem.message);
      }
      const { ids, clash } = claimIds(owners, members, set);
      const usable = faults.length === 0 && clash === undefined;
      cores.set(set, usable ? ids.map(cpuId) : undefined);
    }
    return cores.get(set);
  };
}
