import { removeAttribute } from '../../domain/edit.ts';
import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'pinning/priority-ignored',
    severity: 'information',
    summary: 'A priority stands beside a scheduler that has none',
    why: 'libvirt reads `priority` for `fifo` and `rr` only; here it drops it without a word, and `virsh edit` refuses it.',
    reference: 'https://libvirt.org/formatdomain.html#cpu-tuning',
    fix: 'safe',
    since: '0.1.0',
    about: ['cputune'],
    drivers: 'any',
  },
  function* ({ text, domain }) {
    for (const sched of [
      ...domain.vcpuscheds,
      ...domain.iothreadscheds,
      ...domain.emulatorscheds,
    ]) {
      const { scheduler, priority } = sched;
      if (scheduler?.value !== 'batch' && scheduler?.value !== 'idle') continue;
      if (priority === undefined) continue;
      yield {
        range: priority.range,
        message: `the scheduler '${scheduler.value}' has no priorities: libvirt drops this one`,
        related: [{ range: scheduler.range, message: 'the scheduler' }],
        fixes: [
          { title: "Remove 'priority'", safe: true, edits: [removeAttribute(text, priority)] },
        ],
      };
    }
  },
);
