import { passedDevicesOf, type PassedDevice } from '../../domain/passedDevices.ts';
import { pinnedVcpus, vcpuCountOf } from '../../domain/pins.ts';
import { bindingsOf } from '../../domain/policy.ts';
import type { DomainModel } from '../../domain/model.ts';
import type { HostTopology, NodeId } from '../../host/topology.ts';
import { nodesByCpu } from '../../placement/locality.ts';
import type { SourceRange } from '../../text/range.ts';
import { offering, rebind } from '../modeFixes.ts';
import { distanceBetween } from '../pinLocality.ts';
import { hostRule } from '../rule.ts';
import { listed, numbered, verb } from '../words.ts';

export default hostRule(
  {
    id: 'memory/remote-device',
    severity: 'warning',
    summary: 'A device that is passed through is on a host node where the guest has no memory',
    why: 'All that the device reads and writes then crosses the link between the nodes. libvirt starts such a guest without a word.',
    reference: 'https://libvirt.org/formatdomain.html#host-device-assignment',
    fix: 'suggested',
    since: '0.1.0',
    needs: ['nodes'],
  },
  function* (context) {
    const { domain, host } = context;
    // Hosts whose description has no devices are no reason to speak of a check that rests: few guests have one.
    const devices = passedDevicesOf(domain);
    if (devices.length === 0) return;
    const byNode = devicesByNode(devices, host);
    const home = byNode.size === 0 ? undefined : homeOf(domain, host);
    if (home === undefined) return;
    const isNear = [...byNode.keys()].some((node) => home.nodes.includes(node));
    const offer = offering(context);
    for (const [node, own] of byNode) {
      const [first] = own;
      if (first === undefined || home.nodes.includes(node)) continue;
      const distance = distanceBetween(host, [node], home.nodes);
      const far = distance === undefined ? '' : `, at distance ${distance}`;
      yield {
        // A guest with devices on several nodes has to have one of them far.
        ...(isNear ? { severity: 'information' as const } : {}),
        range: first.range,
        message: `${verb(own, 'device', 'devices')} ${listed(own.map(({ address }) => address))} ${verb(own, 'is', 'are')} on node ${node}, but ${home.words} ${numbered('node', home.nodes)}${far}`,
        related: [
          { range: home.range, message: home.why },
          ...own.slice(1).map(({ range }) => ({ range, message: 'on the same node' })),
        ],
        fixes: offer(() => {
          const memory = domain.numatune?.memory;
          const isAlone = domain.numatune?.memnodes.length === 0 && byNode.size === 1;
          if (memory?.nodeset === undefined || !isAlone) return [];
          const title = `Take the memory from node ${node}, where the device is`;
          return [rebind(domain, [memory], { nodes: [node] }, title)];
        }),
      };
    }
  },
);

function devicesByNode(
  devices: readonly PassedDevice[],
  { nodes }: HostTopology,
): ReadonlyMap<NodeId, readonly PassedDevice[]> {
  const found = new Map<NodeId, PassedDevice[]>();
  for (const { id, pciDevices } of nodes.values()) {
    const near = new Set(pciDevices);
    const own = devices.filter(({ address }) => near.has(address));
    if (own.length > 0) found.set(id, own);
  }
  return found;
}

/** The nodes on which a guest is at home. */
interface Home {
  /** Ascending. */
  readonly nodes: readonly NodeId[];
  readonly words: string;
  readonly range: SourceRange;
  readonly why: string;
}

/** Where all memory is bound to; of a guest without any binding, where all vCPUs are pinned to: the memory comes from there. */
function homeOf(domain: DomainModel, host: HostTopology): Home | undefined {
  const bindings = bindingsOf(domain);
  const [binding] = bindings;
  if (binding !== undefined) {
    if (bindings.length < domain.cells.length) return undefined;
    const nodes = [...host.nodes.keys()].filter((node) =>
      bindings.some(({ nodeset }) => nodeset.value?.has(node) === true),
    );
    const words = "the guest's memory comes from";
    const why = 'the memory is bound here';
    return nodes.length === 0 ? undefined : { nodes, words, range: binding.nodeset.range, why };
  }
  const pinned = pinnedVcpus(domain);
  const [pin] = pinned;
  const count = pinned.reduce((sum, { vcpus }) => sum + vcpus.length, 0);
  if (pin === undefined || domain.numatune !== undefined || count !== vcpuCountOf(domain))
    return undefined;
  const nodeOf = nodesByCpu(host);
  const nodes = new Set<NodeId>();
  for (const cpu of host.cpus.keys())
    if (pinned.some(({ cpuset }) => cpuset.value?.has(cpu) === true)) {
      const node = nodeOf.get(cpu);
      if (node === undefined) return undefined;
      nodes.add(node);
    }
  if (nodes.size === 0) return undefined;
  return {
    nodes: [...nodes].sort((a, b) => a - b),
    words: 'the vCPUs run on',
    range: pin.cpuset.range,
    why: 'the vCPUs are pinned here',
  };
}
