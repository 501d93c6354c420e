import { storedTotal } from '../../domain/demand.ts';
import { writeSize } from '../../domain/sizeText.ts';
import { sizesOf } from '../../domain/sizes.ts';
import { formatBytesApart, formatExactBytes } from '../../host/format.ts';
import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'memory/max-below-memory',
    severity: 'error',
    summary: '`<maxMemory>` is smaller than the memory that the guest has',
    why: 'libvirt refuses the domain: `<maxMemory>` is what the guest can grow to.',
    reference: 'https://libvirt.org/formatdomain.html#memory-allocation',
    fix: 'suggested',
    since: '0.1.0',
    about: ['maxMemory'],
    drivers: 'any',
  },
  function* ({ domain }) {
    const total = storedTotal(domain);
    const most = sizesOf(domain).find(({ of }) => of === 'maxMemory');
    if (total === undefined || most?.bytes === undefined || most.bytes >= total) return;
    const [limit, has] = formatBytesApart(most.bytes, total);
    yield {
      range: most.number.range,
      message: `${limit} are less than the ${has} that the guest has`,
      related:
        domain.memory?.content === undefined
          ? []
          : [{ range: domain.memory.content.range, message: "the guest's memory" }],
      fixes: [
        {
          title: `Raise <maxMemory> to ${formatExactBytes(total)}`,
          safe: false,
          edits: writeSize(most, total),
        },
      ],
    };
  },
);
