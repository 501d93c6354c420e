import { roundedUp } from '../../domain/demand.ts';
import { sizesOf, type DomainSize } from '../../domain/sizes.ts';
import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'memory/overflow',
    severity: 'error',
    summary: 'A size is too large to be rounded up to whole MiB',
    why: 'libvirt rounds sizes up when the guest starts, and refuses what overflows then.',
    reference: 'https://libvirt.org/formatdomain.html#memory-allocation',
    fix: 'none',
    since: '0.1.0',
  },
  function* ({ domain }) {
    for (const { of, bytes, number } of sizesOf(domain)) {
      const unit = UNITS[of];
      if (unit === undefined || bytes === undefined) continue;
      if (of === 'memory' && domain.cells.length > 0) continue;
      if (roundedUp(bytes, unit) > GREATEST)
        yield {
          range: number.range,
          message: `libvirt rounds ${number.text.trim()} up to whole ${unit === MIB ? 'MiB' : '2 MiB'} when the guest starts, and 8 EiB are too large`,
        };
    }
  },
);

const MIB = 1n << 20n;
const GREATEST = 2n ** 63n - 1n;

/** libvirt src/qemu/qemu_domain.c qemuDomainAlignMemorySizes. */
const UNITS: Partial<Record<DomainSize['of'], bigint>> = {
  memory: MIB,
  cell: MIB,
  maxMemory: MIB,
  device: 2n * MIB,
};
