import { devicesTotal, storedTotal } from '../../domain/demand.ts';
import { writeSize } from '../../domain/sizeText.ts';
import { sizesOf } from '../../domain/sizes.ts';
import { formatBytesApart, formatExactBytes } from '../../host/format.ts';
import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'cells/memory-mismatch',
    severity: 'warning',
    summary: '`<memory>` is not what the guest cells and memory devices have together',
    why: 'libvirt replaces `<memory>` by their sum without a word whenever the domain is defined or edited.',
    reference: 'https://libvirt.org/formatdomain.html#guest-numa-topology',
    fix: 'suggested',
    since: '0.1.0',
    about: ['cell'],
    drivers: 'any',
  },
  function* ({ domain }) {
    const { memory, cells } = domain;
    const sum = storedTotal(domain);
    const written = memory?.bytes;
    if (cells.length === 0 || sum === undefined || written === undefined || sum === written) return;
    const [has, wanted] = formatBytesApart(written, sum);
    const who = devicesTotal(domain) === 0n ? 'the cells' : 'the cells and memory devices';
    const isAll = (bytes: bigint | undefined) =>
      bytes !== undefined && (bytes === written || bytes > sum);
    const edits = sizesOf(domain)
      .filter(({ of, bytes }) => of === 'memory' || (of === 'currentMemory' && isAll(bytes)))
      .flatMap((size) => writeSize(size, sum));
    const range = memory?.content?.range;
    if (range === undefined) return;
    yield {
      range,
      message: `<memory> says ${has}, but ${who} have ${wanted}: libvirt stores ${sum / 1024n} KiB`,
      related: cells
        .slice(0, RELATED_LIMIT)
        .flatMap((cell) =>
          cell.memory === undefined
            ? []
            : [{ range: cell.memory.range, message: `cell ${cell.cellId ?? ''}` }],
        ),
      fixes: [{ title: `Set <memory> to ${formatExactBytes(sum)}`, safe: false, edits }],
    };
  },
);

/** Nobody looks at more places. */
const RELATED_LIMIT = 16;
