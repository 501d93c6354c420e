import type { Element } from '@xmldom/xmldom';
import { remembered } from '../text/remembered.ts';
import type { SourceRange } from '../text/range.ts';
import { sourceOf } from '../xml/source.ts';
import { childElements, childrenNamed, firstChildNamed } from '../xml/walk.ts';
import type { DomainModel } from './model.ts';

/** A device that another process serves by mapping the guest's memory, or that needs a certain kind of memory. */
export interface MemoryUser {
  /** As libvirt's messages call it: `interface`, `vhostuser`, `vhostvdpa`, `virtiofs`. */
  readonly name: string;
  /** The value that makes it one. */
  readonly range: SourceRange;
}

/** Devices that work with shared memory only (libvirt src/qemu/qemu_validate.c qemuValidateDomainDefVhostUserRequireSharedMemory). */
export function sharedMemoryUsersOf(domain: DomainModel): readonly MemoryUser[] {
  return devicesOf(domain).flatMap((device): MemoryUser[] => {
    const type = device.getAttribute('type');
    if (device.tagName === 'interface' && type === 'vhostuser')
      return [{ name: 'interface', range: valueRange(device, 'type') }];
    if (device.tagName === 'disk' && (type === 'vhostuser' || type === 'vhostvdpa'))
      return [{ name: type, range: valueRange(device, 'type') }];
    const driver = device.tagName === 'filesystem' ? firstChildNamed(device, 'driver') : undefined;
    if (driver?.getAttribute('type') === 'virtiofs')
      return [{ name: 'virtiofs', range: valueRange(driver, 'type') }];
    return [];
  });
}

/** Video devices of model virtio with `blob='on'`. */
export function blobVideosOf(domain: DomainModel): readonly SourceRange[] {
  return devicesOf(domain).flatMap((device) => {
    if (device.tagName !== 'video') return [];
    const model = firstChildNamed(device, 'model');
    const isBlob = model?.getAttribute('type') === 'virtio' && model.getAttribute('blob') === 'on';
    return model !== undefined && isBlob ? [valueRange(model, 'blob')] : [];
  });
}

/** Whether the guest has a balloon: libvirt adds one unless `<memballoon model='none'/>` stands there. */
export function hasBalloon(domain: DomainModel): boolean {
  return !devicesOf(domain).some(
    (device) => device.tagName === 'memballoon' && device.getAttribute('model') === 'none',
  );
}

/** Whether the guest has an IOMMU of its own. */
export function hasIommu(domain: DomainModel): boolean {
  return devicesOf(domain).some(({ tagName }) => tagName === 'iommu');
}

/** Everything in `<devices>`. */
export const devicesOf = remembered(({ element }: DomainModel): readonly Element[] =>
  childrenNamed(element, 'devices').flatMap(childElements),
);

function valueRange(element: Element, attribute: string): SourceRange {
  const source = sourceOf(element);
  return source.attributes.get(attribute)?.value?.range ?? source.name;
}
