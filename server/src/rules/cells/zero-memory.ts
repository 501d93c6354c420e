import { devicesOf } from '../../domain/guestDevices.ts';
import { isStatedBefore } from '../../domain/versions.ts';
import { firstChildNamed } from '../../xml/walk.ts';
import { domainRule } from '../rule.ts';

/** Since then libvirt gives such a cell no memory backend: it is for a device's own memory, named in `<acpi nodeset>`. */
const TAKEN_SINCE = [11, 8];

export default domainRule(
  {
    id: 'cells/zero-memory',
    severity: 'error',
    summary: 'A guest cell has no memory',
    why: 'libvirt before 11.8 stores such a cell, and QEMU refuses to start with it: a memory backend cannot have size 0.',
    reference: 'https://libvirt.org/formatdomain.html#guest-numa-topology',
    fix: 'none',
    since: '0.1.0',
    about: ['cell'],
  },
  function* ({ domain, versions: { libvirt } }) {
    if (libvirt !== undefined && !isStatedBefore(libvirt, TAKEN_SINCE)) return;
    const zero = domain.cells.filter(({ bytes }) => bytes === 0n);
    if (zero.length === 0) return;
    // Who writes that has a libvirt that takes both; one that is stated to be older refuses the cells.
    const isOfDevice = devicesOf(domain).some((one) => firstChildNamed(one, 'acpi') !== undefined);
    if (libvirt === undefined && isOfDevice) return;
    const who = libvirt === undefined ? 'before libvirt 11.8 QEMU' : 'QEMU';
    for (const { cellId, memory } of zero)
      if (memory !== undefined)
        yield {
          range: memory.range,
          message: `cell ${cellId ?? ''} has no memory: ${who} refuses to start with a cell of size 0`,
        };
  },
);
