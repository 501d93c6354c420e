import { devicesTotal } from '../../domain/demand.ts';
import { needsCell } from '../../domain/policy.ts';
import { appendChildren } from '../../domain/edit.ts';
import { architectureOf, isPpc64, isS390 } from '../../domain/guestMachine.ts';
import { formatVersion, isStatedBefore } from '../../domain/versions.ts';
import { formatBytes } from '../../host/format.ts';
import type { TextEdit } from '../../text/edit.ts';
import { oneCell } from '../cellsFix.ts';
import { domainRule, type DomainContext } from '../rule.ts';

export default domainRule(
  {
    id: 'memory/cell-added',
    severity: 'information',
    summary: 'The guest can grow and has no cells: libvirt adds one',
    why: 'Since 9.6 libvirt writes one guest cell with all memory and all vCPUs into a guest with `<maxMemory>` when it is defined; older releases refuse it.',
    reference: 'https://libvirt.org/formatdomain.html#guest-numa-topology',
    fix: 'suggested',
    since: '0.1.0',
    about: ['maxMemory'],
  },
  function* (context) {
    const { domain } = context;
    const { libvirt } = context.versions;
    const { maxMemory, cells, numa } = domain;
    const arch = architectureOf(domain);
    if (maxMemory?.content === undefined || cells.length > 0 || numa !== undefined) return;
    if (maxMemory.bytes === undefined || maxMemory.bytes === 0n || isS390(arch)) return;
    const isOld = isStatedBefore(libvirt, [9, 6]);
    if (isOld && isPpc64(arch)) return;
    const [total, devices] = [domain.memory?.bytes, devicesTotal(domain)];
    const initial = total !== undefined && devices !== undefined ? total - devices : undefined;
    if (initial !== undefined && initial <= 0n) return;
    const cell = oneCell(context);
    const has = initial === undefined ? '' : ` with ${formatBytes(initial)}`;
    yield {
      ...(isOld ? { severity: 'error' as const } : {}),
      range: maxMemory.source.name,
      message: isOld
        ? `a guest with <maxMemory> needs a guest cell: libvirt ${formatVersion(libvirt ?? [])} refuses it`
        : `the guest can grow and has no cells: libvirt 9.6 and later adds cell 0${has} and all vCPUs${isPpc64(arch) ? '' : '; older releases refuse it'}`,
      fixes:
        cell === undefined
          ? []
          : [
              {
                title: 'Write the cell that libvirt adds',
                safe: false,
                edits: [cell, ...inCell0(context)],
              },
            ],
    };
  },
);

/** libvirt src/qemu/qemu_postparse.c qemuDomainDefNumaAutoAdd. */
function inCell0({ domain, text }: DomainContext): TextEdit[] {
  return domain.memoryDevices.flatMap(({ model, node, target }) =>
    !needsCell(model?.value) || node !== undefined || target === undefined
      ? []
      : [appendChildren(text, target, ['<node>0</node>'])],
  );
}
