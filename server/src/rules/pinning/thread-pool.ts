import { writeValue } from '../../domain/edit.ts';
import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'pinning/thread-pool',
    severity: 'error',
    summary: 'An I/O thread is to keep more workers than it may have',
    why: 'libvirt refuses the domain. A `thread_pool_min` alone is refused, too: libvirt compares it with no number at all.',
    reference: 'https://libvirt.org/formatdomain.html#iothreads-allocation',
    fix: 'suggested',
    since: '0.1.0',
    about: ['iothread', 'defaultiothread'],
    drivers: 'any',
  },
  function* ({ domain }) {
    const pools = [...domain.iothreadIds, domain.defaultIothread];
    for (const pool of pools) {
      if (pool?.thread_pool_min?.value === undefined) continue;
      const { thread_pool_min: least, thread_pool_max: most } = pool;
      if (most !== undefined && most.value === undefined) continue;
      if (most?.value !== undefined && least.value !== undefined && least.value <= most.value)
        continue;
      const text = least.text.trim();
      const enough = text === '0' ? '1' : text;
      const behind = { start: least.whole.end, end: least.whole.end };
      yield {
        range: least.range,
        message:
          most === undefined
            ? `${text} workers are to be kept, and there is no 'thread_pool_max': libvirt refuses one without the other`
            : `${text} workers are to be kept, and at most ${most.text.trim()} are allowed`,
        related: most === undefined ? [] : [{ range: most.range, message: 'the most' }],
        fixes: [
          {
            title: `Allow ${enough} workers`,
            safe: false,
            edits:
              most === undefined
                ? [{ range: behind, newText: ` thread_pool_max='${enough}'` }]
                : writeValue(pool, 'thread_pool_max', enough),
          },
        ],
      };
    }
  },
);
