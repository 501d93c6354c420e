import { devicesTotal } from '../../domain/demand.ts';
import { formatBytes } from '../../host/format.ts';
import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'memory/missing-size',
    severity: 'error',
    summary: 'The guest has no memory',
    why: 'libvirt refuses the domain: there must be a `<memory>`, or guest cells with memory, beside what memory devices have.',
    reference: 'https://libvirt.org/formatdomain.html#memory-allocation',
    fix: 'none',
    since: '0.1.0',
    drivers: 'any',
  },
  function* ({ domain }) {
    const { memory, cells } = domain;
    if (cells.some((cell) => cell.bytes !== 0n)) return;
    if (memory?.content === undefined) {
      const place = memory ?? domain;
      yield {
        range: place.source.name,
        message:
          memory === undefined
            ? 'the guest has no <memory>'
            : '<memory> has no size: libvirt takes it for missing',
      };
      return;
    }
    if (memory.bytes === 0n)
      yield { range: memory.content.range, message: 'the guest has no memory: 0 is no size' };
    const devices = devicesTotal(domain);
    if (devices === undefined || devices === 0n || memory.bytes === undefined) return;
    if (memory.bytes > 0n && memory.bytes <= devices && cells.length === 0)
      yield {
        range: memory.content.range,
        message: `the memory devices have ${formatBytes(devices)} together and leave nothing of <memory>: it holds the devices, too`,
      };
  },
);
