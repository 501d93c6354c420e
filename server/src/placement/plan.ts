import type { DomainModel } from '../domain/model.ts';
import type { Bytes, HostTopology, NodeId } from '../host/topology.ts';
import type { MemoryMode } from '../vocabulary/values/memoryMode.ts';
import type { Basis, Landing } from './landing.ts';
import { predict } from './predict.ts';
import { addUsages, charge, usageOf, type Ledger, type Usage } from './usage.ts';

/** A guest of a plan. */
export interface PlannedGuest {
  readonly domain: DomainModel;
  /** QEMU's own memory in bytes. */
  readonly overhead: bigint;
  /** Guests that carry one of its labels do not run while it runs. */
  readonly exclusive?: readonly string[] | undefined;
  /** As if this mode stood at all memory of the guest. */
  readonly mode?: MemoryMode | undefined;
  /** As if these nodes did. */
  readonly nodeSet?: readonly NodeId[] | undefined;
}

/** Where the guests of a host land together: a model. */
export interface Plan {
  /** One for each guest, in their order. */
  readonly landings: readonly Landing[];
  /** What all of them take; of guests that never run together what the greediest takes of each node. */
  readonly used: Usage;
}

/**
 * The guests of a host, started in this order and all of their memory in use, on all memory without the reserve or on what was
 * free. Linear in the guests and in the host.
 */
export function planTogether(
  guests: readonly PlannedGuest[],
  host: HostTopology,
  basis: Basis = 'total',
): Plan {
  const running = startRunning();
  const landings = guests.map((guest) => {
    const landing = land(guest, host, basis, running.besides(guest));
    running.add(guest, landing);
    return landing;
  });
  return { landings, used: running.all() };
}

/** Whether all of a guest's memory lands on nodes that it asks for, as far as its size is known at all. */
export function fitsAll({
  outcome,
  isIncomplete,
}: Pick<Landing, 'outcome' | 'isIncomplete'>): boolean {
  return outcome.kind === 'fits' && !isIncomplete;
}

/** Where one guest lands beside what others take. */
export function land(
  { domain, overhead, mode, nodeSet }: PlannedGuest,
  host: HostTopology,
  basis: Basis,
  others: Usage,
): Landing {
  return predict(domain, host, { overhead, mode, nodeSet, basis, others });
}

/** The memory of guests that were started. */
export interface Running {
  readonly add: (guest: PlannedGuest, landing: Landing) => void;
  /** What those take with which the guest may run. */
  readonly besides: (guest: PlannedGuest) => Usage;
  readonly all: () => Usage;
}

/**
 * Guests that exclude each other are kept apart by their first label: of one label the greediest counts, node by node, which is
 * never less than what any guests that run together take.
 */
export function startRunning(): Running {
  const free: Ledger = new Map();
  const byLabel = new Map<string, Ledger>();
  const sum = (isLeftOut: (label: string) => boolean): Usage => {
    const counted = [...byLabel].filter(([label]) => !isLeftOut(label));
    return counted.length === 0 ? free : addUsages([free, ...counted.map(([, usage]) => usage)]);
  };
  return {
    add: ({ exclusive = [] }, landing) => {
      const [label] = exclusive;
      if (label === undefined) {
        charge(free, landing);
        return;
      }
      const most: Ledger = byLabel.get(label) ?? new Map<Bytes, Map<NodeId, bigint>>();
      byLabel.set(label, most);
      raise(most, usageOf(landing));
    },
    besides: ({ exclusive = [] }) => sum((label) => exclusive.includes(label)),
    all: () => addUsages([sum(() => false)]),
  };
}

/** Each figure becomes the greater of both. */
function raise(most: Ledger, usage: Usage): void {
  for (const [pageSize, nodes] of usage) {
    const known = most.get(pageSize) ?? new Map<NodeId, bigint>();
    most.set(pageSize, known);
    for (const [node, amount] of nodes)
      if (amount > (known.get(node) ?? 0n)) known.set(node, amount);
  }
}
