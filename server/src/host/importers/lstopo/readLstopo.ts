import type { Element } from '@xmldom/xmldom';
import { range } from '../../../text/range.ts';
import { parseXml } from '../../../xml/parseXml.ts';
import { childElements, childrenNamed } from '../../../xml/walk.ts';
import { present } from '../../buildTopology.ts';
import type { HostBlock } from '../../hostBlock.ts';
import { parseVersion } from '../../parseVersion.ts';
import type { HostTopology } from '../../topology.ts';
import { createDraft, draftNode, finishDraft } from '../hostDraft.ts';
import type { HostDraft } from '../hostDraft.ts';
import { parseBitmap } from './bitmap.ts';
import { readDistances } from './readDistances.ts';
import { readObjects } from './readObjects.ts';
import type { LstopoFacts } from './readObjects.ts';

/**
 * Reads hwloc's XML, version 1 or 2 (`lstopo --of xml`), from `<topology` to its end tag; `base` is where that stands in the
 * file. A node without memory has no object and only a bit in the complete set, and so has one that hwloc was not allowed
 * to see: its memory stays unknown. A node without CPUs may hang below the nearest CPUs (on hosts with HMAT): who has the
 * CPUs then stays unknown for all nodes concerned. If any CPU is offline or hidden, no node's CPUs are known.
 */
export function readLstopo(text: string, base: number, name: string): HostBlock {
  const draft = createDraft(range(base, base + '<topology'.length));
  const broken = (message: string): HostBlock => {
    draft.problems.push({ rule: 'host/broken-xml', range: draft.range, message });
    return { format: 'lstopo', range: draft.range, topology: undefined, problems: draft.problems };
  };
  if (!text.endsWith('</topology>')) return broken(CUT_OFF);
  const { document, problems } = parseXml(text);
  const [first] = problems;
  if (first !== undefined)
    return broken(`this output of lstopo is not well-formed XML: ${first.message}`);
  const root = childElements(document)[0];
  const machine = root === undefined ? undefined : childrenNamed(root, 'object')[0];
  if (root === undefined || machine === undefined) return broken(NO_MACHINE);
  return readMachine(draft, root, machine, name);
}

const CUT_OFF =
  'this output of lstopo is cut off: </topology> is missing; save the whole output of the command';
const NO_MACHINE = 'this output of lstopo has no object for the machine';

function readMachine(draft: HostDraft, root: Element, machine: Element, name: string): HostBlock {
  const facts: LstopoFacts = {
    pageSize: undefined,
    kernel: undefined,
    unclear: new Set(),
    cpus: new Map(),
  };
  readObjects(draft, machine, facts);
  const seen = [...draft.nodes.values()].filter((node) => node.total !== undefined);
  const listed = parseBitmap(machine.getAttribute('complete_nodeset') ?? 'none');
  for (const id of listed ?? []) draftNode(draft, id);
  giveClearCpus(draft, facts, machine);
  const kernel = facts.kernel === undefined ? undefined : parseVersion(facts.kernel);
  const rest = present<Omit<HostTopology, 'name' | 'nodes' | 'cpus' | 'distances'>>({
    pageSize: facts.pageSize,
    versions: kernel === undefined ? undefined : { kernel },
    partial: listed === undefined && draft.nodes.size > 0 ? true : undefined,
    numad: undefined,
    reservePerNode: undefined,
    capturedAt: undefined,
  });
  const distances = readDistances(
    root,
    seen.map(({ id }) => id),
  );
  return finishDraft(draft, 'lstopo', name, distances, rest);
}

function giveClearCpus(draft: HostDraft, facts: LstopoFacts, machine: Element): void {
  const isWhole = machine.getAttribute('cpuset') === machine.getAttribute('complete_cpuset');
  for (const node of draft.nodes.values()) {
    const cpus = facts.cpus.get(node.id);
    if (!isWhole || facts.unclear.has(node.id)) delete node.cpus;
    else if (cpus !== undefined) node.cpus = cpus.sort((a, b) => a - b);
  }
  for (const cpu of draft.cpus.values())
    if (cpu.node !== undefined && facts.unclear.has(cpu.node)) delete cpu.node;
}
