import type { HostBlock } from '../hostBlock.ts';
import { pciAddress } from '../pciAddress.ts';
import { createDraft, draftNode, finishDraft, lineRange } from './hostDraft.ts';
import type { HostDraft } from './hostDraft.ts';
import { linesOf } from './lines.ts';

/**
 * Reads every output of `virsh nodedev-dumpxml` for a PCI device (libvirt src/conf/node_device_conf.c virNodeDeviceDefFormat), all of
 * a text as one description: the device's name has its address, and `<numa node>` is there where its node is known. Nodes near
 * no device are not listed.
 */
export function readNodedev(text: string, name: string): readonly HostBlock[] {
  let open: HostDraft | undefined;
  let device: string | undefined;
  for (const line of linesOf(text)) {
    const [, ...parts] = NAME.exec(line.text) ?? [];
    if (parts.length > 0) {
      const [domain = 0, bus = 0, slot = 0, fn = 0] = parts.map((part) => parseInt(part, 16));
      device = pciAddress(domain, bus, slot, fn);
      continue;
    }
    if (OTHER_NAME.test(line.text)) device = undefined;
    const id = NUMA.exec(line.text)?.[1];
    if (id === undefined || device === undefined) continue;
    open ??= createDraft(lineRange(line));
    const node = draftNode(open, Number(id));
    if (node !== undefined) open.devices.set(device, node.id);
  }
  return open === undefined
    ? []
    : [finishDraft(open, 'virsh-nodedev', name, undefined, { partial: true })];
}

const NAME = /^\s{0,9}<name>pci_([\da-f]{4,8})_([\da-f]{2})_([\da-f]{2})_([0-7])<\/name>\s*$/;
const OTHER_NAME = /^\s{0,9}<name>/;
const NUMA = /^\s{0,20}<numa node='(\d{1,5})'\/>\s*$/;
