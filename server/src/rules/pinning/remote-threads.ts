import { dedicatedVcpus } from '../../domain/dedicated.ts';
import { writeValue } from '../../domain/edit.ts';
import type { DomainModel } from '../../domain/model.ts';
import { bindingsOf } from '../../domain/policy.ts';
import { formatIdSet } from '../../host/format.ts';
import type { HostTopology, NodeId } from '../../host/topology.ts';
import { nodesByCpu, nodesOfCpus } from '../../placement/locality.ts';
import { presentIn } from '../../placement/nodeSets.ts';
import { cpusOf, pinnedThread, RELATED_LIMIT } from '../pinLocality.ts';
import { hostRule } from '../rule.ts';
import { numbered } from '../words.ts';

export default hostRule(
  {
    id: 'pinning/remote-threads',
    severity: 'warning',
    summary:
      'The emulator, or an I/O thread, is pinned to CPUs of other nodes than the guest’s memory',
    why: 'What a disk or a network card brings then crosses the link between the nodes on its way into the guest, and so do the pages that the emulator fills.',
    reference: 'https://libvirt.org/formatdomain.html#cpu-tuning',
    fix: 'suggested',
    since: '0.1.0',
    needs: ['cpus'],
  },
  function* ({ domain, host }) {
    const near = memoryNodes(domain, host);
    if (near === undefined) return;
    const nodeOf = nodesByCpu(host);
    const owned = new Set(dedicatedVcpus(domain).map(({ cpu }) => cpu));
    const nearCpus = cpusOf(host, near);
    const free = nearCpus.filter((cpu) => !owned.has(cpu));
    const target = free.length > 0 ? free : nearCpus;
    for (const pin of [...domain.emulatorpins, ...domain.iothreadpins]) {
      const set = pin.cpuset?.value;
      if (pin.cpuset === undefined || set === undefined) continue;
      const cpus = [...nodeOf.keys()].filter(set.has).sort((a, b) => a - b);
      const nodes = nodesOfCpus(cpus, nodeOf);
      if (nodes.length === 0 || nodes.some((node) => near.includes(node))) continue;
      yield {
        severity: 'iothread' in pin ? 'information' : 'warning',
        range: pin.cpuset.range,
        message: `${pinnedThread(pin)} runs on ${numbered('CPU', cpus)} of ${numbered('node', nodes)}, but the guest's memory is on ${numbered('node', near)}`,
        related: bindingsOf(domain)
          .slice(0, RELATED_LIMIT)
          .map(({ nodeset }) => ({ range: nodeset.range, message: 'the memory is bound here' })),
        fixes: [
          {
            title: `Pin to ${numbered('CPU', target)} of ${numbered('node', near)}`,
            safe: false,
            edits: writeValue(pin, 'cpuset', formatIdSet(target)),
          },
        ],
      };
    }
  },
);

/** The nodes that give the guest memory, ascending; undefined where some of it may come from anywhere, and where no CPU is near it. */
function memoryNodes(domain: DomainModel, host: HostTopology): readonly NodeId[] | undefined {
  const bindings = bindingsOf(domain);
  if (bindings.length < Math.max(1, domain.cells.length)) return undefined;
  const nodes = new Set<NodeId>();
  for (const { mode, nodeset } of bindings) {
    if (mode === 'interleave' || nodeset.value === undefined) return undefined;
    for (const id of presentIn(nodeset.value, host))
      if (host.nodes.get(id)?.total !== 0n) nodes.add(id);
  }
  const near = [...nodes].sort((a, b) => a - b);
  return near.some((id) => (host.nodes.get(id)?.cpus?.length ?? 0) > 0) ? near : undefined;
}
