import { writeValue } from '../../domain/edit.ts';
import type { DomainModel, Topology } from '../../domain/model.ts';
import { vcpuCountOf } from '../../domain/pins.ts';
import { partsOf, topologyProduct } from '../../domain/topologyProduct.ts';
import type { Fix } from '../../text/finding.ts';
import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'cells/topology-mismatch',
    severity: 'error',
    summary: 'The CPU topology does not make the number of vCPUs in `<vcpu>`',
    why: 'libvirt refuses to start the guest: sockets, dies, clusters, cores and threads multiply to the greatest number of vCPUs, not to `current`.',
    reference: 'https://libvirt.org/formatdomain.html#cpu-model-and-topology',
    fix: 'suggested',
    since: '0.1.0',
    about: ['topology'],
  },
  function* ({ domain, versions: { libvirt } }) {
    const { topology, vcpu } = domain;
    const count = vcpuCountOf(domain);
    if (topology === undefined || count === undefined) return;
    const product = topologyProduct(topology, libvirt);
    if (product === undefined || product === BigInt(count)) return;
    const factors = partsOf(topology, libvirt).map(
      ({ name, value }) => `${value ?? ''} ${value === 1 ? name.slice(0, -1) : name}`,
    );
    yield {
      range: topology.source.name,
      message: `${factors.join(' × ')} make ${product} vCPUs, but <vcpu> says ${count}`,
      related:
        vcpu?.content === undefined
          ? []
          : [{ range: vcpu.content.range, message: 'the number of vCPUs' }],
      fixes: [
        ...partFix(topology, product, BigInt(count), 'sockets'),
        ...partFix(topology, product, BigInt(count), 'cores'),
        ...countFix(domain, product, count),
      ],
    };
  },
);

/** Another number of sockets, or of cores, where one makes it right. */
function partFix(
  topology: Topology,
  product: bigint,
  count: bigint,
  name: 'sockets' | 'cores',
): Fix[] {
  const value = topology[name]?.value;
  if (value === undefined) return [];
  const others = product / BigInt(value);
  if (count % others !== 0n) return [];
  const wanted = String(count / others);
  const edits = writeValue(topology, name, wanted);
  return [{ title: `Change '${name}' to ${wanted}`, safe: false, edits }];
}

/** The number of vCPUs that the topology makes; fewer only where nothing speaks of the others. */
function countFix({ vcpu, vcpupins, cells }: DomainModel, product: bigint, count: number): Fix[] {
  if (vcpu?.content === undefined || product > 4096n) return [];
  const wanted = Number(product);
  const lost = (id: number | undefined) => id === undefined || id >= wanted;
  const isSpokenOf =
    (vcpu.current !== undefined && (vcpu.current.value ?? count) > wanted) ||
    vcpupins.some((pin) => lost(pin.vcpu?.value)) ||
    cells.some((cell) => cell.cpus !== undefined && lost(cell.cpus.value?.values.at(-1) ?? 0));
  if (wanted < count && isSpokenOf) return [];
  const edits = [{ range: vcpu.content.range, newText: String(wanted) }];
  return [{ title: `Change the number of vCPUs to ${wanted}`, safe: false, edits }];
}
