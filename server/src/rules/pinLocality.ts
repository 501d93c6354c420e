import { writeValue } from '../domain/edit.ts';
import type {
  DomainModel,
  Emulatorpin,
  Iothreadpin,
  Vcpu,
  Memnode,
  NumatuneMemory,
} from '../domain/model.ts';
import { memoryPolicy } from '../domain/policy.ts';
import { formatIdSet } from '../host/format.ts';
import { compareVersions, type CpuId, type HostTopology, type NodeId } from '../host/topology.ts';
import { harmless } from '../placement/hazards.ts';
import { memoryNodesOf, type Locality, type Placed } from '../placement/locality.ts';
import type { Fix } from '../text/finding.ts';
import { rebind } from './modeFixes.ts';
import type { HostContext } from './rule.ts';
import { numbered, verb } from './words.ts';

/** So many of the places that bind memory are shown beside a finding. */
export const RELATED_LIMIT = 16;

/** `the emulator`, or `I/O thread 1`. */
export function pinnedThread(pin: Emulatorpin | Iothreadpin | Vcpu): string {
  if (pin.element.tagName !== 'iothreadpin' || !('iothread' in pin)) return 'the emulator';
  return `I/O thread ${pin.iothread?.text ?? ''}`;
}

/** `vCPU 0 runs on CPU 10 of node 1`. */
export function runningWords(
  placed: readonly Placed[],
  cpus: readonly CpuId[],
  nodes: readonly NodeId[],
): string {
  const vcpus = placed.flatMap((part) => part.vcpus);
  const where = `${numbered('CPU', cpus)} of ${numbered('node', nodes)}`;
  return `${numbered('vCPU', vcpus)} ${verb(vcpus, 'runs', 'run')} on ${where}`;
}

/** `the memory of cells 0-1 is bound to nodes 0-1`, or `the guest's memory prefers node 0`. */
export function memoryWords(placed: readonly Placed[]): string {
  const cells = placed.flatMap(({ binding }) => binding.cell?.cellId ?? []);
  const whose =
    cells.length === 0 ? "the guest's memory" : `the memory of ${numbered('cell', cells)}`;
  const bound = placed.some(({ binding }) => binding.mode !== 'preferred');
  return `${whose} ${bound ? 'is bound to' : 'prefers'} ${numbered('node', memoryNodesOf(placed))}`;
}

/** All CPUs of nodes, ascending. */
export function cpusOf(host: HostTopology, nodes: readonly NodeId[]): readonly CpuId[] {
  return nodes.flatMap((node) => host.nodes.get(node)?.cpus ?? []).sort((a, b) => a - b);
}

/** The smallest distance between the nodes, or undefined where the host does not state all. */
export function distanceBetween(
  host: HostTopology,
  from: readonly NodeId[],
  to: readonly NodeId[],
): number | undefined {
  const between = from.flatMap((a) => to.map((b) => host.distances?.get(a)?.get(b)));
  const stated = between.filter((distance) => distance !== undefined);
  return stated.length < between.length || stated.length === 0 ? undefined : Math.min(...stated);
}

/**
 * Makes the fixes that move pins: to the CPUs at the same places of the memory's node where each has one that no other
 * `<vcpupin>` uses, so that one vCPU per CPU stays one per CPU; else to all CPUs of the nodes.
 */
export function pinMover({ domain, host }: HostContext): (locality: Locality) => Fix {
  let known: CpuUse | undefined;
  return ({ pinned, cpus, placed }) => {
    // Most guests are pinned well, and need none of this.
    known ??= cpuUse(domain, host);
    const { places, uses } = known;
    const nodes = memoryNodesOf(placed);
    const all = cpusOf(host, nodes);
    const own = pinned.from === domain.vcpu ? undefined : pinned.cpuset.value;
    const isFree = (cpu: CpuId) => (uses.get(cpu) ?? 0) === (own?.has(cpu) === true ? 1 : 0);
    const alike = cpus.map((cpu) => all[places.get(cpu) ?? Infinity]);
    const free = alike.filter((cpu) => cpu !== undefined && isFree(cpu));
    const isSame = nodes.length === 1 && free.length === cpus.length;
    const target = isSame ? [...new Set(free)].filter((cpu) => cpu !== undefined) : all;
    return {
      title: `Pin to ${numbered('CPU', target)} of ${numbered('node', nodes)}`,
      safe: false,
      edits: writeValue(pinned.from, 'cpuset', formatIdSet(target)),
    };
  };
}

interface CpuUse {
  /** At which place of its node a CPU stands. */
  readonly places: ReadonlyMap<CpuId, number>;
  /** How many `<vcpupin>`s list it. */
  readonly uses: ReadonlyMap<CpuId, number>;
}

function cpuUse(domain: DomainModel, host: HostTopology): CpuUse {
  const places = new Map<CpuId, number>();
  for (const node of host.nodes.keys())
    cpusOf(host, [node]).forEach((cpu, place) => places.set(cpu, place));
  const uses = new Map<CpuId, number>();
  for (const { cpuset } of domain.vcpupins)
    for (const cpu of places.keys())
      if (cpuset?.value?.has(cpu) === true) uses.set(cpu, (uses.get(cpu) ?? 0) + 1);
  return { places, uses };
}

type Binder = NumatuneMemory | Memnode;

/**
 * Makes the fixes that move memory to the nodes of all CPUs on which its vCPUs run; none where it would not fit there, and
 * where what else hangs on the node set cannot be judged.
 */
export function memoryMover(
  context: HostContext,
  localities: readonly Locality[],
): (locality: Locality) => Fix | undefined {
  const running = nodesRunning(localities);
  const isHarmless = harmless(context);
  const known = new Map<Binder, Fix | undefined>();
  return ({ placed }) => {
    const [part, ...others] = placed;
    if (part === undefined || others.length > 0) return undefined;
    const { from } = part.binding;
    if (!known.has(from) && known.size < JUDGED_LIMIT) {
      const nodes = running.get(from) ?? [];
      known.set(from, memoryFix(context, part, nodes, isHarmless));
    }
    return known.get(from);
  };
}

/** No guest has more cells: for others no fix is weighed. */
const JUDGED_LIMIT = 32;

/** For each statement that binds memory the nodes on which its pinned vCPUs run, ascending. */
function nodesRunning(localities: readonly Locality[]): ReadonlyMap<Binder, readonly NodeId[]> {
  const running = new Map<Binder, Set<NodeId>>();
  for (const { placed, cpuNodes } of localities) {
    for (const { binding } of placed) {
      const nodes = running.get(binding.from) ?? new Set();
      for (const node of cpuNodes) nodes.add(node);
      running.set(binding.from, nodes);
    }
  }
  return new Map([...running].map(([from, nodes]) => [from, [...nodes].sort((a, b) => a - b)]));
}

function memoryFix(
  context: HostContext,
  part: Placed,
  nodes: readonly NodeId[],
  isHarmless: (after: DomainModel) => boolean,
): Fix | undefined {
  const { from } = part.binding;
  if (nodes.length === 0 || isHeldByMemory(context, from, nodes)) return undefined;
  const title = `Take the memory from ${numbered('node', nodes)}, where the CPUs are`;
  const { fix, after } = rebind(context.domain, [from], { nodes }, title);
  return isHarmless(after) ? fix : undefined;
}

/** Before libvirt 9.5 QEMU could not leave the nodes of a strict `<memory>`, whatever a `<memnode>` said. */
function isHeldByMemory(
  { domain, versions }: HostContext,
  from: Binder,
  nodes: readonly NodeId[],
): boolean {
  const policy = memoryPolicy(domain);
  if (from === domain.numatune?.memory || policy.kind !== 'static') return false;
  if (versions.libvirt === undefined || compareVersions(versions.libvirt, [9, 5]) >= 0)
    return false;
  return policy.mode === 'strict' && nodes.some((node) => policy.nodeset.value?.has(node) !== true);
}
