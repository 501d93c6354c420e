import type { Element } from '@xmldom/xmldom';
import type { Problem } from '../text/finding.ts';
import * as devices from '../vocabulary/memoryDevices.ts';
import { childrenNamed, firstChildNamed } from '../xml/walk.ts';
import type { MemoryDevice } from './model.ts';
import { readElement } from './read.ts';
import { plain, read, sized } from './readParts.ts';

/** The memory devices of a `<domain>`, each with what libvirt reads of its model. */
export function readMemoryDevices(domain: Element, problems: Problem[]): MemoryDevice[] {
  return childrenNamed(domain, 'devices')
    .flatMap((all) => childrenNamed(all, 'memory'))
    .map((element) => readDevice(element, problems));
}

/** libvirt src/conf/domain_conf.c virDomainMemorySourceDefParseXML, virDomainMemoryTargetDefParseXML. */
function readDevice(element: Element, problems: Problem[]): MemoryDevice {
  const device = readElement(devices.memoryDevice, element, problems);
  const source = firstChildNamed(element, 'source');
  const target = firstChildNamed(element, 'target');
  const model = device.model?.value;
  // Of an unknown model everything is read: libvirt refuses it, and its author meant one of them.
  const is = (...models: readonly string[]) => model === undefined || models.includes(model);
  const within = (parent: Element | undefined, name: string, ...models: readonly string[]) =>
    is(...models) ? parent && firstChildNamed(parent, name) : undefined;
  const label = within(target, 'label', 'nvdimm');
  const address = firstChildNamed(element, 'address');
  const isDimm = address?.getAttribute('type') === 'dimm';
  const anyAddress = read(devices.deviceAddress, address, problems);
  if (is('virtio-mem')) read(devices.deviceTarget, target, problems);
  return {
    ...device,
    size: sized(
      read(devices.deviceSize, target && firstChildNamed(target, 'size'), problems),
      problems,
    ),
    target: plain(target),
    node: read(devices.deviceNode, target && firstChildNamed(target, 'node'), problems),
    nodemask: read(
      devices.deviceNodemask,
      within(source, 'nodemask', 'dimm', 'virtio-mem', 'sgx-epc'),
      problems,
    ),
    pagesize: sized(
      read(devices.devicePagesize, within(source, 'pagesize', 'dimm', 'virtio-mem'), problems),
      problems,
    ),
    path: read(devices.devicePath, within(source, 'path', 'nvdimm', 'virtio-pmem'), problems),
    alignsize: sized(
      read(devices.deviceAlignsize, within(source, 'alignsize', 'nvdimm'), problems),
      problems,
    ),
    labelSize: sized(
      read(devices.deviceLabelSize, label && firstChildNamed(label, 'size'), problems),
      problems,
    ),
    block: sized(
      read(devices.deviceBlock, within(target, 'block', 'virtio-mem'), problems),
      problems,
    ),
    requested: sized(
      read(devices.deviceRequested, within(target, 'requested', 'virtio-mem'), problems),
      problems,
    ),
    uuid: read(
      devices.deviceUuid,
      is('nvdimm') ? firstChildNamed(element, 'uuid') : undefined,
      problems,
    ),
    targetAddress: read(
      devices.targetAddress,
      within(target, 'address', 'virtio-mem', 'virtio-pmem'),
      problems,
    ),
    address: anyAddress,
    dimmAddress: isDimm ? read(devices.dimmAddress, address, problems) : undefined,
  };
}
