import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'pinning/missing-priority',
    severity: 'error',
    summary: 'A real-time scheduler has no priority',
    why: 'libvirt refuses the domain: `fifo` and `rr` need a priority from 1 to 99.',
    reference: 'https://libvirt.org/formatdomain.html#cpu-tuning',
    fix: 'suggested',
    since: '0.1.0',
    about: ['cputune'],
    drivers: 'any',
  },
  function* ({ domain }) {
    for (const sched of [
      ...domain.vcpuscheds,
      ...domain.iothreadscheds,
      ...domain.emulatorscheds,
    ]) {
      const { scheduler, priority, source } = sched;
      if (scheduler?.value !== 'fifo' && scheduler?.value !== 'rr') continue;
      if (priority !== undefined || source.halfTyped) continue;
      yield {
        range: scheduler.range,
        message: `the scheduler '${scheduler.value}' needs a 'priority' from 1 to 99`,
        fixes: [
          {
            title: 'Add the lowest priority, 1',
            safe: false,
            edits: [
              {
                range: { start: scheduler.whole.end, end: scheduler.whole.end },
                newText: " priority='1'",
              },
            ],
          },
        ],
      };
    }
  },
);
