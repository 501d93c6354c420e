import { writeSize } from '../../domain/sizeText.ts';
import { formatBytesApart } from '../../host/format.ts';
import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'memory/limits-crossed',
    severity: 'warning',
    summary: '`<swap_hard_limit>` is below `<hard_limit>`',
    why: 'The limit of memory and swap together cannot be below that of memory alone: libvirt refuses the pair in virsh memtune, and the kernel with cgroups of version 1 at start.',
    reference: 'https://libvirt.org/formatdomain.html#memory-tuning',
    fix: 'suggested',
    since: '0.1.0',
    about: ['memtune'],
  },
  function* ({ domain: { memtune } }) {
    const { hardLimit, swapHardLimit } = memtune ?? {};
    if (hardLimit?.bytes === undefined || swapHardLimit?.bytes === undefined) return;
    const { content, unit, bytes } = swapHardLimit;
    if (content === undefined || bytes >= hardLimit.bytes) return;
    const [swap, hard] = formatBytesApart(bytes, hardLimit.bytes);
    yield {
      range: content.range,
      message: `memory and swap together are limited to ${swap}, and memory alone to ${hard}`,
      fixes: [
        {
          title: `Raise <swap_hard_limit> to ${hard}`,
          safe: false,
          edits: writeSize({ element: swapHardLimit, number: content, unit }, hardLimit.bytes),
        },
      ],
    };
  },
);
