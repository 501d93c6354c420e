import { memoryPolicy } from '../../domain/policy.ts';
import { isStatedBefore } from '../../domain/versions.ts';
import { formatIdSet } from '../../host/format.ts';
import { compareVersions } from '../../host/topology.ts';
import { domainRule } from '../rule.ts';
import { numbered } from '../words.ts';

export default domainRule(
  {
    id: 'memory/nodemask-outside',
    severity: 'error',
    summary: 'The nodes of a memory device lie outside of those that hold the guest',
    why: 'A strict `<memory>` keeps all of QEMU on its nodes and those of the `<memnode>`s. A device wholly outside makes the start fail; of one that is partly outside only the common nodes count. Under restrictive a device’s own nodes are ignored.',
    reference: 'https://libvirt.org/formatdomain.html#memory-devices',
    fix: 'suggested',
    since: '0.1.0',
  },
  function* ({ domain, versions: { libvirt } }) {
    const policy = memoryPolicy(domain);
    if (policy.kind !== 'static' || policy.nodeset.value === undefined) return;
    const { mode } = policy;
    if (mode !== 'strict' && mode !== 'restrictive') return;
    // libvirt 12.0 binds a device's own nodes whatever the mode; how that goes with restrictive was not measured.
    const isNew = libvirt !== undefined && compareVersions(libvirt, [12, 0]) >= 0;
    if (mode === 'restrictive' && isNew) return;
    // Before 9.4 memnodes did not widen what holds QEMU.
    const memnodes = isStatedBefore(libvirt, [9, 4]) ? [] : (domain.numatune?.memnodes ?? []);
    if (memnodes.some(({ nodeset }) => nodeset?.value === undefined)) return;
    const held = new Set<number>(policy.nodeset.value.values);
    for (const { nodeset } of memnodes) for (const id of nodeset?.value?.values ?? []) held.add(id);
    const nodes = [...held].sort((a, b) => a - b);
    for (const { model, nodemask } of domain.memoryDevices) {
      const own = nodemask?.content;
      if (own?.value === undefined || !BOUND.has(model?.value)) continue;
      const inside = own.value.values.filter((id) => held.has(id));
      if (mode === 'strict' && inside.length === own.value.size) continue;
      const related = [{ range: policy.nodeset.range, message: 'what holds the guest' }];
      const within = {
        title: `Change the nodes to ${formatIdSet(inside.length > 0 ? inside : nodes)}`,
        safe: false,
        edits: [{ range: own.range, newText: formatIdSet(inside.length > 0 ? inside : nodes) }],
      };
      if (mode === 'restrictive')
        yield {
          severity: 'warning',
          range: own.range,
          message: `under restrictive a device's own nodes are ignored: its memory comes from ${numbered('node', nodes)}`,
          related,
        };
      else if (inside.length === 0)
        yield {
          range: own.range,
          message: `the guest is held on ${numbered('node', nodes)} strictly, and this device's memory cannot come from ${numbered('node', own.value.values)}: QEMU does not start`,
          related,
          fixes: [within],
        };
      else
        yield {
          severity: 'warning',
          range: own.range,
          message: `the guest is held on ${numbered('node', nodes)} strictly: of this device's nodes only ${formatIdSet(inside)} ${inside.length === 1 ? 'counts' : 'count'}`,
          related,
          fixes: [within],
        };
    }
  },
);

/** The models of which that was measured. */
const BOUND: ReadonlySet<string | undefined> = new Set(['dimm', 'virtio-mem']);
