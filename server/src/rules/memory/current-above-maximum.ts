import { storedTotal } from '../../domain/demand.ts';
import { writeSize } from '../../domain/sizeText.ts';
import { sizesOf } from '../../domain/sizes.ts';
import { formatBytesApart, formatExactBytes } from '../../host/format.ts';
import { domainRule } from '../rule.ts';

/** Information, and no warning: the guest gets all of its memory, which is the most that could have been meant. */
export default domainRule(
  {
    id: 'memory/current-above-maximum',
    severity: 'information',
    summary: '`<currentMemory>` is larger than `<memory>`, or 0',
    why: 'libvirt silently sets it to `<memory>`: the balloon can only take memory away.',
    reference: 'https://libvirt.org/formatdomain.html#memory-allocation',
    fix: 'safe',
    since: '0.1.0',
    drivers: 'any',
  },
  function* ({ domain }) {
    const total = storedTotal(domain);
    const current = sizesOf(domain).find(({ of }) => of === 'currentMemory');
    if (total === undefined || total === 0n || current?.bytes === undefined) return;
    // Where <memory> itself is replaced by the sum of the cells, that is told, and not what follows from it.
    const most = largest(total, domain.memory?.bytes);
    if (current.bytes > 0n && current.bytes <= most) return;
    const [is, whole] = formatBytesApart(current.bytes, total);
    yield {
      range: current.number.range,
      message:
        current.bytes === 0n
          ? `0 means all of the guest's memory: libvirt stores ${whole}`
          : `${is} are more than the guest's ${whole}: libvirt stores ${whole}`,
      fixes: [
        {
          title: `Set <currentMemory> to ${formatExactBytes(total)}`,
          safe: true,
          edits: writeSize(current, total),
        },
      ],
    };
  },
);

function largest(a: bigint, b: bigint | undefined): bigint {
  return b !== undefined && b > a ? b : a;
}
