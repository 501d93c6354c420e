import type { HostTopology, NodeId } from '../host/topology.ts';
import { orderOf } from './fallback.ts';
import { fill } from './fill.ts';

/** How the kernel was told to place memory; `default` is the absence of any policy. */
export type KernelPolicy = 'default' | 'bind' | 'preferred' | 'preferred-many' | 'interleave';

/** Memory that some process touches. */
export interface Request {
  readonly policy: KernelPolicy;
  /** Of the policy; nothing for `default`. */
  readonly nodes: readonly NodeId[];
  /** Where the CPUs are that touch it, to equal parts; at least one. */
  readonly cpuNodes: readonly NodeId[];
  /** cpuset.mems of the cgroup; undefined: all nodes. */
  readonly allowed?: readonly NodeId[] | undefined;
  /** Bytes, or pages of a pool. */
  readonly amount: bigint;
  /** Taken from a pool of huge pages: without watermarks, page cache and swap. */
  readonly isPooled: boolean;
}

/** What nodes can give, in the unit of the request; undefined where it is not known. */
export interface Room {
  /** Until here another node is preferred. */
  readonly beforeSpill: (node: NodeId) => bigint | undefined;
  /** Until here memory is given at all; not less than `beforeSpill`. */
  readonly beforeFailure: (node: NodeId) => bigint | undefined;
}

/** What else decides on a real machine and no file tells. Nothing of it is assumed. */
export interface Circumstances {
  /** Clean page cache that is given up before memory fails; nobody gives it up before memory spills. */
  readonly cache?: ReadonlyMap<NodeId, bigint>;
  /** Free swap space in bytes. */
  readonly swap?: bigint;
  /** `/sys/kernel/mm/numa/demotion_enabled`: what is bound moves on to nodes without CPUs. */
  readonly demotion?: boolean;
  /** Memory of processes without a policy that the OOM killer ends first, in this order. */
  readonly bystanders?: readonly { readonly node: NodeId; readonly bytes: bigint }[];
  /** A shared mapping of a file on disk, bound by mbind: the policy has no effect (a cpuset has). */
  readonly isFileMapped?: boolean;
}

/** Why memory ends, as the kernel's log names it. */
export type Constraint = 'CONSTRAINT_MEMORY_POLICY' | 'CONSTRAINT_CPUSET' | 'CONSTRAINT_NONE';

export type KernelOutcome =
  | { readonly kind: 'placed' }
  /** EINVAL: no node of the policy can be used. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'killed'; readonly constraint: Constraint }
  /** A pool is short: SIGBUS at the first touch, or a refusal where all is taken at start. */
  | { readonly kind: 'no-pages' };

export interface Placed {
  readonly taken: ReadonlyMap<NodeId, bigint>;
  readonly swapped: bigint;
  /** What found no place: taken, swapped and left sum up to the request. */
  readonly left: bigint;
  readonly outcome: KernelOutcome;
  /** How many bystanders were killed. */
  readonly killed: number;
}

/**
 * Where Linux takes memory from, as measured on 6.1 and 6.12: a model of mm/page_alloc.c and mm/mempolicy.c. Nodes of the
 * policy that have no memory or that the cpuset excludes are ignored silently, as long as one remains.
 */
export function placeInKernel(
  host: HostTopology,
  request: Request,
  room: Room,
  circumstances: Circumstances = {},
): Placed {
  const { amount } = request;
  const stages = stagesOf(host, request, circumstances);
  const streams = stages.at(-1);
  if (streams === undefined) return placed(new Map(), 0n, amount, { kind: 'refused' }, 0);
  const taken = new Map<NodeId, bigint>();
  let left = amount;
  const gained = new Map<NodeId, bigint>();
  const takeUpTo = (limit: Room['beforeSpill'], from = streams): void => {
    const filled = fill(from, left, (node) => {
      const most = limit(node);
      if (most === undefined) return undefined;
      const rest = most + (gained.get(node) ?? 0n) - (taken.get(node) ?? 0n);
      return rest > 0n ? rest : 0n;
    });
    for (const [node, bytes] of filled.taken) taken.set(node, (taken.get(node) ?? 0n) + bytes);
    left = filled.left;
  };
  for (const stage of stages) {
    takeUpTo(room.beforeSpill, stage);
    takeUpTo(room.beforeFailure, stage);
  }
  if (request.isPooled)
    return placed(taken, 0n, left, { kind: left === 0n ? 'placed' : 'no-pages' }, 0);
  for (const [node, cache] of circumstances.cache ?? []) gained.set(node, cache);
  if (left > 0n && gained.size > 0) takeUpTo(room.beforeFailure);
  const swap = circumstances.swap ?? 0n;
  if (left > 0n && swap >= left) return placed(taken, left, 0n, { kind: 'placed' }, 0);
  let killed = 0;
  for (const { node, bytes } of circumstances.bystanders ?? []) {
    if (left === 0n) break;
    killed++;
    gained.set(node, (gained.get(node) ?? 0n) + bytes);
    takeUpTo(room.beforeFailure);
  }
  if (left === 0n) return placed(taken, 0n, 0n, { kind: 'placed' }, killed);
  const swapped = swap < left ? swap : left;
  return placed(
    taken,
    swapped,
    left - swapped,
    { kind: 'killed', constraint: constraintOf(host, request) },
    killed,
  );
}

function placed(
  taken: ReadonlyMap<NodeId, bigint>,
  swapped: bigint,
  left: bigint,
  outcome: KernelOutcome,
  killed: number,
): Placed {
  return { taken, swapped, left, outcome, killed };
}

type Streams = readonly (readonly NodeId[])[];

/**
 * The nodes that each share of the memory asks in turn, in stages of which each is used up to failure before the next; none
 * when the kernel refuses the policy.
 */
function stagesOf(
  host: HostTopology,
  { policy, nodes, cpuNodes, allowed: listed }: Request,
  { demotion, isFileMapped }: Circumstances,
): readonly Streams[] {
  const { withMemory, fallback, withCpus } = orderOf(host);
  const some = listed?.filter((node) => withMemory.includes(node)) ?? [];
  // A cpuset of nodes without memory is accepted and means nothing.
  const allowed = new Set(some.length === 0 ? withMemory : some);
  const own = new Set([...nodes].sort((a, b) => a - b).filter((node) => allowed.has(node)));
  if (policy !== 'default' && own.size === 0) return [];
  const among = (set: ReadonlySet<NodeId>) => (from: NodeId) =>
    fallback(from).filter((node) => set.has(node));
  if (policy === 'default' || isFileMapped === true) return [cpuNodes.map(among(allowed))];
  switch (policy) {
    case 'bind': {
      const isSlow = (node: NodeId): boolean =>
        !own.has(node) && withCpus?.includes(node) === false;
      const slow = new Set(demotion === true ? withMemory.filter(isSlow) : []);
      return [cpuNodes.map((cpu) => [...among(own)(cpu), ...among(slow)(cpu)])];
    }
    case 'preferred':
      return [[...own].slice(0, 1).map(among(allowed))];
    case 'preferred-many':
      return [cpuNodes.map(among(own)), cpuNodes.map(among(allowed))];
    case 'interleave':
      return [[...own].map(among(allowed))];
  }
}

function constraintOf(host: HostTopology, { policy, allowed }: Request): Constraint {
  if (policy === 'bind') return 'CONSTRAINT_MEMORY_POLICY';
  const { withMemory } = orderOf(host);
  const isLimited = allowed?.some((node) => withMemory.includes(node)) === true;
  return isLimited ? 'CONSTRAINT_CPUSET' : 'CONSTRAINT_NONE';
}
