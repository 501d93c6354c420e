import { roundedUp } from '../../domain/demand.ts';
import { architectureOf, isPpc64 } from '../../domain/guestMachine.ts';
import { sizesOf, type DomainSize } from '../../domain/sizes.ts';
import { formatExactBytes } from '../../host/format.ts';
import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'memory/rounded-at-start',
    severity: 'information',
    summary: 'A size is not a whole number of MiB: libvirt rounds it up when the guest starts',
    why: 'QEMU gets whole MiB, memory devices whole 2 MiB: the running guest has more than is written. The stored file keeps what was written.',
    reference: 'https://libvirt.org/formatdomain.html#memory-allocation',
    fix: 'none',
    since: '0.1.0',
  },
  function* ({ domain }) {
    if (isPpc64(architectureOf(domain))) return;
    const sizes = sizesOf(domain).filter(({ of, bytes, unit }) => {
      if (unit?.value?.decimal === true || bytes === undefined || bytes < SMALL) return false;
      const step = of === 'memory' && domain.cells.length > 0 ? undefined : STEPS[of];
      // What cannot be rounded up is refused for that.
      return step !== undefined && bytes % step !== 0n && bytes < GREATEST;
    });
    for (const { of, bytes = 0n, number } of sizes) {
      const step = STEPS[of] ?? MIB;
      const then = formatExactBytes(roundedUp(bytes, step));
      yield {
        range: number.range,
        message: `${formatExactBytes(bytes)} are no whole number of ${step === MIB ? 'MiB' : '2 MiB'}: libvirt starts the guest with ${then}`,
      };
    }
  },
);

const MIB = 1n << 20n;
const GREATEST = 2n ** 63n - 2n * MIB;
/** Of smaller sizes more is wrong than that. */
const SMALL = 4n * MIB;

/** libvirt src/qemu/qemu_domain.c qemuDomainAlignMemorySizes. */
const STEPS: Partial<Record<DomainSize['of'], bigint>> = {
  memory: MIB,
  cell: MIB,
  device: 2n * MIB,
};
