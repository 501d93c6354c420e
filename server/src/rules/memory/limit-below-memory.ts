import { isKept, roundedUp, wholeDemand } from '../../domain/demand.ts';
import { mayBeInSession } from '../../domain/sessionSigns.ts';
import { writeSize } from '../../domain/sizeText.ts';
import { formatBytesApart, formatExactBytes } from '../../host/format.ts';
import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'memory/limit-below-memory',
    severity: 'warning',
    summary: '`<hard_limit>` is not larger than the guest’s memory',
    why: 'The limit holds all of QEMU. When the guest has touched its memory the kernel kills QEMU, whatever the host has left.',
    reference: 'https://libvirt.org/formatdomain.html#memory-tuning',
    fix: 'suggested',
    since: '0.1.0',
    about: ['memtune'],
  },
  function* ({ domain }) {
    const limit = domain.memtune?.hardLimit;
    const need = wholeDemand(domain);
    if (limit?.content === undefined || limit.bytes === undefined || need === undefined) return;
    if (limit.bytes > need || mayBeInSession(domain)) return;
    // Huge pages count towards the limit of locked memory alone (libvirt src/qemu/qemu_domain.c qemuDomainGetMemLockLimitBytes).
    const isLocked = isKept(domain);
    if (domain.memoryBacking?.hugepages !== undefined && !isLocked) return;
    const [has, needs] = formatBytesApart(limit.bytes, need);
    const enough = roundedUp(need, GIB) + GIB;
    const then = isLocked
      ? 'QEMU cannot lock it, or is killed'
      : 'the kernel kills QEMU when the guest uses it';
    yield {
      range: limit.content.range,
      message: `QEMU is limited to ${has}, and the guest alone has ${needs}: ${then}`,
      fixes: [
        {
          title: `Raise the limit to ${formatExactBytes(enough)}`,
          safe: false,
          edits: writeSize({ element: limit, number: limit.content, unit: limit.unit }, enough),
        },
      ],
    };
  },
);

const GIB = 1n << 30n;
