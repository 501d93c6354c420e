import { demandOf } from '../../domain/demand.ts';
import { pinsOf, vcpuCountOf } from '../../domain/pins.ts';
import { bindingsOf, isBinding, memoryPolicy } from '../../domain/policy.ts';
import { formatBytes } from '../../host/format.ts';
import type { HostNode, NodeId } from '../../host/topology.ts';
import { pinnedNodes, roomiestFirst } from '../../placement/chooseNodes.ts';
import { withoutReserve } from '../../placement/measures.ts';
import { presentIn } from '../../placement/nodeSets.ts';
import { divideGuest } from '../divideGuest.ts';
import { offering, rebind } from '../modeFixes.ts';
import { hostRule, type HostContext, type Report } from '../rule.ts';
import { numbered } from '../words.ts';

const CONSEQUENCE = 'without guest cells the guest cannot tell near memory from far';

/**
 * Information, and no warning: nothing is endangered, all memory is as asked, and whether the guest would arrange itself better hangs on
 * what runs in it; the host's own balancing may do as well.
 */
export default hostRule(
  {
    id: 'cells/nodes-unseen',
    severity: 'information',
    summary: 'A guest without cells lies on several host nodes, and cannot see that',
    why: 'To the guest all memory is alike, so that it places tasks and memory without regard to the nodes beneath. Memory on one node is near throughout; with a cell for each node the guest can arrange itself.',
    reference: 'https://libvirt.org/formatdomain.html#guest-numa-topology',
    fix: 'suggested',
    since: '0.1.0',
    needs: ['total', 'cpus'],
  },
  function* (context) {
    const { domain, host } = context;
    const need = demandOf(domain, undefined);
    if (domain.numa !== undefined || need === undefined) return;
    // Where the guest runs is not known.
    if (pinsOf(domain).some(({ cpuset }) => cpuset.value === undefined)) return;
    const nodes = [...host.nodes.values()].filter(isWhole);
    const [binding] = bindingsOf(domain);
    if (binding === undefined) {
      const memory = domain.memory?.content;
      if (memory === undefined || memoryPolicy(domain).kind !== 'none' || nodes.length < 2) return;
      if (nodes.some((node) => withoutReserve(node) >= need)) return;
      // What the whole host cannot hold has other troubles.
      if (nodes.reduce((sum, node) => sum + withoutReserve(node), 0n) < need) return;
      yield {
        range: memory.range,
        message: `no node of ${host.name} holds ${formatBytes(need)}: ${CONSEQUENCE}`,
        fixes: offering(context)(() => [
          divideGuest(context, nodesFor(context, need, nodes), undefined),
        ]),
      };
      return;
    }
    // Interleaved memory is meant to be everywhere, and preferred memory elsewhere only when it must.
    if (!isBinding(binding.mode) || binding.nodeset.value === undefined) return;
    const present = presentIn(binding.nodeset.value, host);
    const used = nodes.filter(({ id }) => present.includes(id));
    if (present.length < binding.nodeset.value.size || used.length < 2) return;
    const report = splitReport(context, need, used);
    if (report !== undefined) yield { range: binding.nodeset.range, ...report };
  },
);

/** Has memory and CPUs. */
function isWhole({ total, cpus }: HostNode): boolean {
  return total !== 0n && cpus?.length !== 0;
}

/** As few nodes as hold the memory: those of the pinned CPUs, else the roomiest. */
function nodesFor(
  { domain, host }: HostContext,
  need: bigint,
  nodes: readonly HostNode[],
): readonly NodeId[] {
  const pinned = pinnedNodes(domain, host, undefined);
  if (pinned.length > 0) return pinned;
  const chosen: NodeId[] = [];
  let room = 0n;
  const ids = nodes.map(({ id }) => id);
  for (const id of roomiestFirst(host, ids)) {
    if (room >= need) break;
    const node = host.nodes.get(id);
    room += node === undefined ? 0n : withoutReserve(node);
    chosen.push(id);
  }
  return chosen.sort((a, b) => a - b);
}

function splitReport(
  context: HostContext,
  need: bigint,
  used: readonly HostNode[],
): Omit<Report, 'range'> | undefined {
  const { domain, host } = context;
  const ids = used.map(({ id }) => id);
  const pinned = pinnedNodes(domain, host, undefined).filter((node) => ids.includes(node));
  const split = `${formatBytes(need)} on ${numbered('node', ids)}`;
  const divided = () => divideGuest(context, ids, domain.numatune?.memory);
  if (pinned.length > 1)
    return { message: `${split}: ${CONSEQUENCE}`, fixes: offering(context)(() => [divided()]) };
  // From one node's CPUs that node is filled first, and the others are a reserve.
  if (pinned.length === 1) return undefined;
  const vcpus = vcpuCountOf(domain) ?? Infinity;
  const fitting = used.filter(
    (node) => withoutReserve(node) >= need && (node.cpus?.length ?? 0) >= vcpus,
  );
  if (fitting.length === 0)
    return used.some((node) => withoutReserve(node) >= need)
      ? undefined
      : {
          message: `${split}, larger than each: ${CONSEQUENCE}`,
          fixes: offering(context)(() => [divided()]),
        };
  const fits = fitting.map(({ id }) => id);
  const [alone] = roomiestFirst(host, fits);
  const memory = domain.numatune?.memory;
  if (alone === undefined || memory === undefined) return undefined;
  return {
    message: `${split} would fit node ${alone} alone: ${CONSEQUENCE}`,
    fixes: offering(context)(() => [
      rebind(domain, [memory], { nodes: [alone] }, `Keep node ${alone} only`),
      divided(),
    ]),
  };
}
