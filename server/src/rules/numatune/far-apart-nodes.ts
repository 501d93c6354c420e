import { demandsOf } from '../../domain/demand.ts';
import type { DomainModel } from '../../domain/model.ts';
import { pinsOf } from '../../domain/pins.ts';
import { bindingsOf, type Binding } from '../../domain/policy.ts';
import { rebound } from '../../domain/whatIf.ts';
import { nearestNodes } from '../../host/queries.ts';
import { bytes, type Bytes, type HostTopology, type NodeId } from '../../host/topology.ts';
import { pinnedNodes } from '../../placement/chooseNodes.ts';
import { harmless } from '../../placement/hazards.ts';
import { withoutReserve } from '../../placement/measures.ts';
import { presentIn } from '../../placement/nodeSets.ts';
import { rebind } from '../modeFixes.ts';
import { hostRule } from '../rule.ts';
import { numbered } from '../words.ts';

/** Larger sets and hosts are not weighed. */
const NODES_LIMIT = 16;

export default hostRule(
  {
    id: 'numatune/far-apart-nodes',
    severity: 'information',
    summary: 'The nodes of a set are far apart, and as many nearer ones would hold the memory',
    why: 'Memory of a guest that runs on one of the nodes is reached from there at the distance of the other. The kernel does not move it.',
    reference: 'https://libvirt.org/formatdomain.html#numa-node-tuning',
    fix: 'suggested',
    since: '0.1.0',
    about: ['numatune', 'nodemask'],
    needs: ['distances', 'total'],
  },
  function* (context) {
    const { domain, host } = context;
    if (host.nodes.size > NODES_LIMIT) return;
    // Where the guest runs is not known: it may be near to what is far from here.
    if (pinsOf(domain).some(({ cpuset }) => cpuset.value === undefined)) return;
    const bound = new Map<Binding['from'], Binding[]>();
    for (const binding of bindingsOf(domain)) {
      const known = bound.get(binding.from);
      if (known === undefined) bound.set(binding.from, [binding]);
      else known.push(binding);
    }
    const demandOf = demandsOf(domain);
    const isHarmless = harmless(context);
    for (const [from, bindings] of bound) {
      const [binding] = bindings;
      const set = binding?.nodeset.value;
      if (binding === undefined || set === undefined || set.size < 2) continue;
      const nodes = presentIn(set, host);
      if (nodes.length < set.size || nodes.some((node) => host.nodes.get(node)?.total === 0n))
        continue;
      // Memory without CPUs beside a node with some is chosen for its own sake.
      if (new Set(nodes.map((node) => host.nodes.get(node)?.cpus?.length === 0)).size > 1) continue;
      const width = widthOf(host, nodes);
      const need = bindings.reduce<bigint | undefined>((sum, { cell }) => {
        const demand = demandOf(cell);
        return sum === undefined || demand === undefined ? undefined : sum + demand;
      }, 0n);
      if (width === undefined || need === undefined) continue;
      const near = nearerNodes(domain, host, binding, nodes, bytes(need));
      const nearWidth = near && widthOf(host, near);
      if (near === undefined || nearWidth === undefined || nearWidth >= width) continue;
      if (!isHarmless(rebound(domain, [from], { nodes: near }))) continue;
      const title = `Use ${numbered('node', near)}, at distance ${nearWidth}`;
      yield {
        range: binding.nodeset.range,
        message: `${numbered('node', nodes)} are up to ${width} apart; ${numbered('node', near)} are ${nearWidth} apart and hold the memory as well`,
        fixes: [rebind(domain, [from], { nodes: near }, title).fix],
      };
    }
  },
);

/** The greatest distance between two of the nodes; undefined where one is not stated. */
function widthOf(host: HostTopology, nodes: readonly NodeId[]): number | undefined {
  let width = 0;
  for (const from of nodes) {
    for (const to of nodes) {
      const distance = from === to ? 10 : host.distances?.get(from)?.get(to);
      if (distance === undefined) return undefined;
      width = Math.max(width, distance);
    }
  }
  return width;
}

/** As many nodes as near to one another as can be, around one on which vCPUs are pinned, else around any of the set. */
function nearerNodes(
  domain: DomainModel,
  host: HostTopology,
  binding: Binding,
  nodes: readonly NodeId[],
  need: Bytes,
): readonly NodeId[] | undefined {
  const pinned = pinnedNodes(domain, host, binding.cell?.cellId);
  const here = nodes.filter((node) => pinned.includes(node));
  // Memory on every node on which the guest runs is where it should be.
  if (here.length === nodes.length) return undefined;
  const groups = (here.length > 0 ? here : nodes).flatMap((anchor) => {
    const others = nearestNodes(host, [anchor]).filter(isOfUse(host, anchor));
    const group = [anchor, ...others.slice(0, nodes.length - 1)].sort((a, b) => a - b);
    const width = group.length < nodes.length ? undefined : widthOf(host, group);
    return width === undefined || roomOf(host, group) < need ? [] : [{ group, width }];
  });
  return groups.sort((a, b) => a.width - b.width)[0]?.group;
}

/** Has memory, and CPUs if the anchor has: slow memory is nobody's near neighbour. */
function isOfUse(host: HostTopology, anchor: NodeId): (node: NodeId) => boolean {
  const hasCpus = (node: NodeId) => host.nodes.get(node)?.cpus?.length !== 0;
  return (node) => host.nodes.get(node)?.total !== 0n && hasCpus(node) === hasCpus(anchor);
}

function roomOf(host: HostTopology, nodes: readonly NodeId[]): bigint {
  return nodes.reduce((sum, id) => {
    const node = host.nodes.get(id);
    return node === undefined ? sum : sum + withoutReserve(node);
  }, 0n);
}
