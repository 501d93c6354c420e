import type { Problem } from '../../text/finding.ts';
import { range } from '../../text/range.ts';
import type { SourceRange } from '../../text/range.ts';
import { buildTopology } from '../buildTopology.ts';
import type { Draft } from '../buildTopology.ts';
import { badValue, quoted } from '../hostBlock.ts';
import type { HostBlock } from '../hostBlock.ts';
import { claimIds, MAX_ID, parseIdMembers } from '../idSet.ts';
import { bytes, cpuId, nodeId } from '../topology.ts';
import type { Bytes, HostNode } from '../topology.ts';
import { linesOf } from './lines.ts';
import type { Line } from './lines.ts';
import { createDistanceReader } from './numactlDistances.ts';
import type { DistanceReader } from './numactlDistances.ts';
import { setProblems } from './setProblems.ts';

/**
 * Reads every output of `numactl --hardware` in a text, old or new, also with `--cpu-compress` (numactl.c: hardware,
 * print_distances, fmt_mem). Other lines are passed over. Node ids come from the node lines; the list behind
 * `available:` is ignored, since old releases print it wrongly. At most `limit` outputs are read.
 */
export function readNumactl(text: string, name: string, limit: number): readonly HostBlock[] {
  const finished: HostBlock[] = [];
  let open: Output | undefined;
  const close = (): void => {
    if (open !== undefined) finished.push(finish(open, name));
    open = undefined;
  };
  for (const line of linesOf(text)) {
    const kind = kindOf(line);
    if (kind === undefined) {
      if (open !== undefined) readOther(open, line);
      continue;
    }
    if (open === undefined || startsAnother(open, kind)) {
      close();
      if (finished.length >= limit) return finished;
      open = begin(line);
    }
    readLine(open, kind, line);
  }
  close();
  return finished;
}

const NO_NUMA =
  'numactl found no NUMA support on this machine, or was not allowed to ask for it, so nothing is known of its nodes';
const NO_NODES = 'no nodes follow here; save the whole output of the command';

interface Output {
  readonly range: SourceRange;
  readonly nodes: Map<number, NodeFacts>;
  readonly owners: Map<number, number>;
  readonly distances: DistanceReader;
  readonly problems: Problem[];
  noNuma: boolean;
  /** The node whose CPU line came just before, as a wrapped line would continue it. */
  cpusJustRead: NodeFacts | undefined;
}

interface NodeFacts {
  readonly node: Draft<HostNode>;
  readonly seen: Set<string>;
  unavailable: boolean;
}

type Kind =
  | { readonly name: 'available' | 'distances' | 'no-distances' | 'no-numa' }
  | {
      readonly name: 'node';
      readonly id: number;
      readonly idRange: SourceRange;
      readonly key: string;
      readonly value: string;
      readonly valueStart: number;
    };

function kindOf({ text, start }: Line): Kind | undefined {
  if (/^\s*available:\s+\d+\s+nodes?\b/.test(text)) return { name: 'available' };
  if (/^\s*node distances:\s*$/.test(text)) return { name: 'distances' };
  if (/^\s*No distance information available/.test(text)) return { name: 'no-distances' };
  if (/^\s*No NUMA (?:support )?available on this system/.test(text)) return { name: 'no-numa' };
  const node = /^(\s*node\s+)(\d+)(\s+)(cpus|size|free):/.exec(text);
  if (node === null) return undefined;
  const [whole, lead = '', id = '', , key = ''] = node;
  return {
    name: 'node',
    id: Number(id),
    idRange: range(start + lead.length, start + lead.length + id.length),
    key,
    value: text.slice(whole.length),
    valueStart: start + whole.length,
  };
}

function startsAnother(open: Output, kind: Kind): boolean {
  if (kind.name === 'available' || kind.name === 'no-numa') return true;
  if (open.noNuma) return true;
  return kind.name === 'node' && open.nodes.get(kind.id)?.seen.has(kind.key) === true;
}

function begin({ text, start }: Line): Output {
  return {
    range: range(start + text.length - text.trimStart().length, start + text.trimEnd().length),
    nodes: new Map(),
    owners: new Map(),
    distances: createDistanceReader(),
    problems: [],
    noNuma: false,
    cpusJustRead: undefined,
  };
}

function readLine(open: Output, kind: Kind, line: Line): void {
  open.cpusJustRead = undefined;
  if (kind.name === 'distances') open.distances.expect();
  else open.distances.end();
  if (kind.name === 'no-numa') {
    open.noNuma = true;
    open.problems.push({ rule: 'host/no-numa', range: open.range, message: NO_NUMA });
  }
  if (kind.name !== 'node') return;
  if (kind.id > MAX_ID) {
    const message = `node ${quoted(line.text.slice(kind.idRange.start - line.start, kind.idRange.end - line.start))} is beyond the largest node number, ${String(MAX_ID)}`;
    open.problems.push(badValue(kind.idRange, message));
    return;
  }
  const facts = open.nodes.get(kind.id) ?? {
    node: { id: nodeId(kind.id) },
    seen: new Set<string>(),
    unavailable: false,
  };
  open.nodes.set(kind.id, facts);
  facts.seen.add(kind.key);
  if (kind.key === 'cpus') readCpus(open, facts, kind.value, kind.valueStart);
  else readSize(open, facts, kind.key, kind.value, kind.valueStart);
}

function readCpus(open: Output, facts: NodeFacts, value: string, start: number): void {
  open.cpusJustRead = facts;
  const { members, faults } = parseIdMembers(value);
  for (const problem of setProblems(value, start, faults)) open.problems.push(problem);
  const { ids, clash } = claimIds(open.owners, members, facts.node.id);
  if (clash !== undefined) {
    const at = range(start + clash.member.range.start, start + clash.member.range.end);
    const message = `CPU ${String(clash.id)} is a CPU of node ${String(clash.owner)} already; a CPU belongs to one node`;
    open.problems.push(badValue(at, message));
  }
  if (faults.length === 0 && clash === undefined) facts.node.cpus = ids.map(cpuId);
}

function readSize(open: Output, facts: NodeFacts, key: string, value: string, start: number): void {
  const written = value.trim();
  if (written === '<not available>') {
    if (key === 'size') facts.unavailable = true;
    return;
  }
  const size = mebibytes(written);
  if (size === undefined) {
    const lead = value.length - value.trimStart().length;
    const at = range(start + lead, start + lead + written.length);
    const found = written === '' ? 'the size is missing' : `${quoted(written)} is not a size`;
    const message = `${found}; numactl writes a whole number and MB, such as 15360 MB`;
    open.problems.push(badValue(at, message));
  } else if (key === 'size') facts.node.total = size;
  else facts.node.free = size;
}

/** numactl's MB are bytes >> 20: MiB, truncated. */
function mebibytes(written: string): Bytes | undefined {
  const digits = /^(\d{1,13})\s*MB$/.exec(written)?.[1];
  return digits === undefined ? undefined : bytes(BigInt(digits) << 20n);
}

function readOther(open: Output, line: Line): void {
  if (open.distances.read(line, open.problems)) return;
  const wrapped = open.cpusJustRead;
  open.cpusJustRead = undefined;
  if (wrapped === undefined || !/^[\d\s,()-]+$/.test(line.text) || !/\d/.test(line.text)) return;
  delete wrapped.node.cpus;
  const start = line.start + line.text.length - line.text.trimStart().length;
  const message =
    'this line seems to be the wrapped end of the line above; put all CPUs of a node on one line';
  open.problems.push(badValue(range(start, line.start + line.text.trimEnd().length), message));
}

function finish(open: Output, name: string): HostBlock {
  const nodes = [...open.nodes.values()].filter((facts) => !isHole(facts)).map(({ node }) => node);
  if (nodes.length === 0 && open.problems.length === 0)
    open.problems.push({ rule: 'host/no-numa', range: open.range, message: NO_NODES });
  const ids = new Set(nodes.map((node) => node.id));
  if (open.noNuma && nodes.length === 0) {
    const topology = buildTopology({ name, nodes, cpus: [], rest: { numa: false } });
    return { format: 'numactl-hardware', range: open.range, topology, problems: open.problems };
  }
  const topology =
    nodes.length === 0
      ? undefined
      : buildTopology({
          name,
          nodes,
          cpus: nodes.flatMap(({ id, cpus }) => (cpus ?? []).map((cpu) => ({ id: cpu, node: id }))),
          distances: open.distances.among(ids),
        });
  return { format: 'numactl-hardware', range: open.range, topology, problems: open.problems };
}

/** Old releases print every number up to the largest, also those of nodes that do not exist. */
function isHole({ node, unavailable }: NodeFacts): boolean {
  return unavailable && (node.cpus === undefined || node.cpus.length === 0);
}
