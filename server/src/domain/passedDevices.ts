import type { Element } from '@xmldom/xmldom';
import { pciAddress } from '../host/pciAddress.ts';
import { remembered } from '../text/remembered.ts';
import type { SourceRange } from '../text/range.ts';
import { sourceOf } from '../xml/source.ts';
import { firstChildNamed } from '../xml/walk.ts';
import { devicesOf } from './guestDevices.ts';
import type { DomainModel } from './model.ts';

/** A PCI device of the host that the guest has for itself. */
export interface PassedDevice {
  /** `0000:41:00.0` */
  readonly address: string;
  /** Of the bus, which tells most, or else of the element with the address. */
  readonly range: SourceRange;
}

/**
 * `<hostdev type='pci'>`, `<interface type='hostdev'>` and `<disk type='nvme'>` with an address that can be read (libvirt
 * src/conf/device_conf.c virPCIDeviceAddressParseXML; numbers are decimal, or hexadecimal behind 0x).
 */
export const passedDevicesOf = remembered((domain: DomainModel): readonly PassedDevice[] =>
  devicesOf(domain).flatMap((device): PassedDevice[] => {
    const source = isPassed(device) ? firstChildNamed(device, 'source') : undefined;
    const written = source && firstChildNamed(source, 'address');
    if (written === undefined) return [];
    const part = (name: string) => numberIn(written.getAttribute(name) ?? '0');
    const [bus, slot, fn, area] = [part('bus'), part('slot'), part('function'), part('domain')];
    if (bus === undefined || slot === undefined || fn === undefined || area === undefined)
      return [];
    const places = sourceOf(written);
    const range = places.attributes.get('bus')?.value?.range ?? places.name;
    return [{ address: pciAddress(area, bus, slot, fn), range }];
  }),
);

function isPassed(device: Element): boolean {
  const type = device.getAttribute('type');
  if (device.tagName === 'hostdev')
    return type === 'pci' && (device.getAttribute('mode') ?? 'subsystem') === 'subsystem';
  return (
    (device.tagName === 'interface' && type === 'hostdev') ||
    (device.tagName === 'disk' && type === 'nvme')
  );
}

function numberIn(text: string): number | undefined {
  return /^(?:0x[\da-f]{1,8}|\d{1,9})$/i.test(text) ? Number(text) : undefined;
}
