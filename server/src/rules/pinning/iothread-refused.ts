import type { Element } from '@xmldom/xmldom';
import { removeAttribute, removeElement } from '../../domain/edit.ts';
import { writtenIn } from '../../domain/guestMachine.ts';
import { usersReadBy, type IothreadUser } from '../../domain/iothreadUses.ts';
import { firstChildNamed } from '../../xml/walk.ts';
import { domainRule, type Report } from '../rule.ts';

export default domainRule(
  {
    id: 'pinning/iothread-refused',
    severity: 'error',
    summary: 'A disk or a controller is to use an I/O thread, and cannot',
    why: 'libvirt refuses the domain: I/O threads serve virtio disks and virtio-scsi controllers. A disk behind such a controller is served by the thread of the controller.',
    reference: 'https://libvirt.org/formatdomain.html#iothreads-allocation',
    fix: 'suggested',
    since: '0.1.0',
  },
  function* ({ text, domain, versions }) {
    for (const user of usersReadBy(versions.libvirt, domain)) {
      const { attribute, mapping } = user;
      const range = attribute?.range ?? mapping?.range;
      const reason = refusal(user);
      if (reason !== undefined && range !== undefined) {
        const edits = attribute === undefined ? [] : [removeAttribute(text, attribute.written)];
        const fixes =
          edits.length === 0 ? [] : [{ title: 'Use no I/O thread here', safe: false, edits }];
        yield { range, message: reason, fixes };
        continue;
      }
      if (attribute !== undefined && mapping !== undefined)
        yield {
          range: attribute.range,
          message: `${user.name} names an I/O thread here, and others in <iothreads>: libvirt takes one of both`,
          related: [{ range: mapping.range, message: 'the others' }],
          fixes: [
            {
              title: 'Keep those in <iothreads>',
              safe: false,
              edits: [removeAttribute(text, attribute.written)],
            },
          ],
        };
      yield* doubled(text, user);
    }
  },
);

/** libvirt src/qemu/qemu_validate.c qemuDomainValidateIothreadMapping. */
function* doubled(text: string, { name, mapping }: IothreadUser): Iterable<Report> {
  const seen = new Set<number>();
  for (const one of mapping?.named ?? []) {
    const { id, range } = one;
    if (id === undefined) continue;
    if (seen.has(id))
      yield {
        range,
        message: `${name} lists I/O thread ${id} twice`,
        fixes: [{ title: 'Remove the second', safe: false, edits: [removeElement(text, one)] }],
      };
    seen.add(id);
  }
}

/** Why a device can use no I/O thread at all; undefined where it can, or where it is not written of what kind it is. */
function refusal({ device, name }: IothreadUser): string | undefined {
  return device.tagName === 'disk' ? diskRefusal(device, name) : controllerRefusal(device, name);
}

/** libvirt src/qemu/qemu_validate.c qemuValidateDomainDeviceDefDiskIOThreads, src/conf/domain_validate.c virDomainDiskVhostUserValidate. */
function diskRefusal(disk: Element, name: string): string | undefined {
  if (disk.getAttribute('type') === 'vhostuser')
    return `${name} is served by another process, and takes no I/O thread`;
  const bus = firstChildNamed(disk, 'target')?.getAttribute('bus') ?? '';
  if (!OTHER_BUSES.has(bus)) return undefined;
  return bus === 'scsi'
    ? `${name} is on bus 'scsi' and takes no I/O thread itself: its virtio-scsi controller does`
    : `${name} is on bus '${bus}': I/O threads serve virtio disks only`;
}

const OTHER_BUSES: ReadonlySet<string> = new Set([
  'ide',
  'fdc',
  'scsi',
  'xen',
  'usb',
  'uml',
  'sata',
  'sd',
]);

/** libvirt src/conf/domain_validate.c virDomainControllerDefValidate; without a model QEMU's abilities decide. */
function controllerRefusal(controller: Element, name: string): string | undefined {
  const type = writtenIn(controller, 'type');
  const model = writtenIn(controller, 'model');
  if (type === undefined || model === undefined) return undefined;
  const kind = type === 'scsi' ? model : type;
  if (kind === '' || /^virtio-(?:scsi|transitional|non-transitional)$/.test(kind)) return undefined;
  return `${name} is '${kind}': of the controllers only virtio-scsi takes an I/O thread`;
}
