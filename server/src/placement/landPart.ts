import { bytes, type HostTopology, type NodeId } from '../host/topology.ts';
import { orderOf } from './fallback.ts';
import { placeInKernel, type KernelPolicy } from './kernelPlacement.ts';
import type { Anywhere, Basis, Outcome, Part, PartLanding, Piece } from './landing.ts';
import { presentIn } from './nodeSets.ts';
import { capacityFor, takeFrom, usedOf, type Ledger } from './usage.ts';

/** On what the parts of one guest land. */
export interface Ground {
  readonly host: HostTopology;
  readonly basis: Basis;
  /** What is taken, by others and by the parts before. */
  readonly ledger: Ledger;
  readonly touching: (part: Part) => readonly NodeId[];
  /** The only nodes of the process, where strict memory holds all of it. */
  readonly around: readonly NodeId[] | undefined;
  /** numad chooses the nodes when the guest starts. */
  readonly isAutomatic: boolean;
  /** All memory is taken while the guest starts. */
  readonly atStart: boolean;
}

/** Where a part lands. Charges the ledger. */
export function landPart(ground: Ground, part: Part): PartLanding {
  const { host, ledger, basis } = ground;
  const rule = ruleOf(ground, part);
  const touching = ground.touching(part);
  const { withCpus, withMemory } = orderOf(host);
  const cpuNodes = touching.length > 0 ? touching : (withCpus ?? withMemory);
  const unit = part.kind.kind === 'pool' ? part.kind.pageSize : bytes(1n);
  const roomOf = (node: NodeId): bigint | undefined => {
    const known = host.nodes.get(node);
    const capacity = known && capacityFor(known, part.kind, basis);
    if (capacity === undefined) return undefined;
    const rest = capacity - usedOf(ledger, part.kind, node);
    return rest > 0n ? rest / unit : 0n;
  };
  const isPooled = part.kind.kind === 'pool';
  const { policy, nodes, allowed } = rule;
  const amount = part.bytes / unit;
  const placed = placeInKernel(
    host,
    { policy, nodes, allowed, cpuNodes, amount, isPooled },
    { beforeSpill: roomOf, beforeFailure: roomOf },
  );
  const taken = [...placed.taken]
    .sort(([a], [b]) => a - b)
    .map(([node, units]) => ({ node, bytes: bytes(units * unit) }));
  for (const { node, bytes } of taken) takeFrom(ledger, part.kind, node, bytes);
  const common = {
    kind: part.kind,
    cell: part.cell,
    device: part.device,
    isOverhead: part.isOverhead,
    range: part.range,
  };
  const left = bytes(placed.left * unit);
  const wanted = wantedNodes(rule, touching);
  // With room everywhere the CPUs decide; when nodes must run full to the last, it is known all the same.
  const isCertain = rule.isCertain || cpuNodes.length === 1 || left > 0n;
  const possible = allowed ?? (policy === 'bind' ? nodes : withMemory);
  const total = bytes(part.bytes - left);
  const anywhere: Anywhere | undefined =
    isCertain || total === 0n
      ? undefined
      : { ...common, bytes: total, nodes: possible, estimate: taken };
  const pieces: readonly Piece[] = isCertain
    ? taken.map((each) => ({ ...common, ...each, spill: wanted?.has(each.node) === false }))
    : [];
  return { part, pieces, anywhere, left, outcome: outcomeOf(ground, part, rule, { pieces, left }) };
}

interface Rule {
  readonly policy: KernelPolicy;
  /** Ascending. */
  readonly nodes: readonly NodeId[];
  readonly allowed: readonly NodeId[] | undefined;
  /** Where memory comes from does not depend on the CPUs. */
  readonly isCertain: boolean;
}

/** What libvirt makes of the binding for the kernel. */
function ruleOf({ host, around, isAutomatic }: Ground, { binding }: Part): Rule {
  const set = binding?.nodeset.value;
  if (binding === undefined || set === undefined || isAutomatic)
    return { policy: 'default', nodes: [], allowed: around, isCertain: around?.length === 1 };
  const nodes = presentIn(set, host).filter((id) => host.nodes.get(id)?.total !== 0n);
  const isSingle = nodes.length === 1;
  switch (binding.mode) {
    case 'strict':
      return { policy: 'bind', nodes, allowed: around, isCertain: isSingle };
    case 'restrictive':
      return nodes.length === 0
        ? { policy: 'default', nodes, allowed: undefined, isCertain: false }
        : { policy: 'default', nodes, allowed: nodes, isCertain: isSingle };
    case 'preferred':
      return {
        ...{ policy: isSingle ? 'preferred' : 'preferred-many', nodes, allowed: around },
        isCertain: isSingle,
      };
    case 'interleave':
      return { policy: 'interleave', nodes, allowed: around, isCertain: true };
  }
}

/** The nodes on which memory is where it was asked for; undefined: on any. */
function wantedNodes(
  { nodes }: Rule,
  touching: readonly NodeId[],
): ReadonlySet<NodeId> | undefined {
  if (nodes.length > 0) return new Set(nodes);
  return touching.length === 0 ? undefined : new Set(touching);
}

function outcomeOf(
  { host, atStart, around }: Ground,
  { kind }: Part,
  { policy, nodes, allowed }: Rule,
  { pieces, left }: Pick<PartLanding, 'pieces' | 'left'>,
): Outcome {
  const { withMemory } = orderOf(host);
  const possible = allowed ?? withMemory;
  const limit = policy === 'bind' ? nodes : possible;
  if (policy !== 'default' && nodes.every((node) => !possible.includes(node)))
    return nodes.length === 0 || around === undefined
      ? { kind: 'refused', reason: { kind: 'no-memory', nodes } }
      : { kind: 'refused', reason: { kind: 'outside', nodes } };
  if (left > 0n)
    return kind.kind === 'pool'
      ? refusedForPages(kind.pageSize, limit, left)
      : { kind: 'mayFail', nodes: limit, lack: left, atStart };
  const spilt = pieces.filter(({ spill }) => spill);
  if (spilt.length === 0) return { kind: 'fits' };
  const sum = spilt.reduce((all, piece) => all + piece.bytes, 0n);
  return { kind: 'spills', nodes: spilt.map(({ node }) => node), bytes: bytes(sum) };
}

function refusedForPages(
  pageSize: Part['bytes'],
  nodes: readonly NodeId[],
  lack: Part['bytes'],
): Outcome {
  return { kind: 'refused', reason: { kind: 'pool', nodes, pageSize, lack } };
}
