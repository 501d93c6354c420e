import { compareVersions, type NodeId, type Versions } from '../host/topology.ts';
import type { IdSet } from '../vocabulary/values/idSet.ts';
import type { DomainModel } from './model.ts';
import { memoryPolicy } from './policy.ts';
import type { Written } from './read.ts';
import { mayBeInSession } from './sessionSigns.ts';
import { isStatedBefore } from './versions.ts';

/** The `<nodemask>` of a memory device that does not hold as it is written, since the guest is held on other nodes. */
export interface NodemaskOutside {
  readonly mode: 'strict' | 'restrictive';
  /** What holds the guest: `<memory>`. */
  readonly holder: Written<IdSet<NodeId>>;
  /** The nodes that hold the guest, those of the `<memnode>`s included. Ascending. */
  readonly nodes: readonly NodeId[];
  readonly nodemask: Written<IdSet<NodeId>>;
  readonly set: IdSet<NodeId>;
  /** The nodes of the device that hold the guest, too; under restrictive they are ignored all the same. */
  readonly inside: readonly NodeId[];
}

/**
 * Devices whose own nodes a strict `<memory>` cuts or refuses, and a restrictive one ignores (measured: F-16 of the kernel's
 * answers). None where a set that counts cannot be read, and in a session, where no control group holds the guest.
 */
export function nodemasksOutside(
  domain: DomainModel,
  { libvirt }: Versions,
): readonly NodemaskOutside[] {
  const policy = memoryPolicy(domain);
  if (policy.kind !== 'static' || policy.nodeset.value === undefined) return [];
  const { mode, nodeset: holder } = policy;
  if (mode !== 'strict' && mode !== 'restrictive') return [];
  if (domain.memoryDevices.length === 0 || mayBeInSession(domain)) return [];
  // libvirt 12.0 binds a device's own nodes whatever the mode; how that goes with restrictive was not measured.
  const isNew = libvirt !== undefined && compareVersions(libvirt, [12, 0]) >= 0;
  if (mode === 'restrictive' && isNew) return [];
  // Before 9.4 memnodes did not widen what holds QEMU.
  const memnodes = isStatedBefore(libvirt, [9, 4]) ? [] : (domain.numatune?.memnodes ?? []);
  if (memnodes.some(({ nodeset }) => nodeset?.value === undefined)) return [];
  const held = new Set<NodeId>(policy.nodeset.value.values);
  for (const { nodeset } of memnodes) for (const id of nodeset?.value?.values ?? []) held.add(id);
  const nodes = [...held].sort((a, b) => a - b);
  return domain.memoryDevices.flatMap(({ model, nodemask }): NodemaskOutside[] => {
    const own = nodemask?.content;
    if (own?.value === undefined || !BOUND.has(model?.value)) return [];
    const inside = own.value.values.filter((id) => held.has(id));
    if (mode === 'strict' && inside.length === own.value.size) return [];
    return [{ mode, holder, nodes, nodemask: own, set: own.value, inside }];
  });
}

/** The models of which that was measured. */
const BOUND: ReadonlySet<string | undefined> = new Set(['dimm', 'virtio-mem']);
