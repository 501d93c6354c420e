import { writeValue } from '../../domain/edit.ts';
import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'hugepages/with-ondemand',
    severity: 'error',
    summary: 'Huge pages are to be allocated on demand',
    why: 'libvirt refuses to start the guest: huge pages are always taken at start.',
    reference: 'https://libvirt.org/formatdomain.html#memory-backing',
    fix: 'suggested',
    since: '0.1.0',
    about: ['hugepages'],
  },
  function* ({ domain }) {
    const { hugepages, allocation } = domain.memoryBacking ?? {};
    if (hugepages === undefined || allocation?.mode?.value !== 'ondemand') return;
    yield {
      range: allocation.mode.range,
      message: "'ondemand' does not go with <hugepages>: they are taken when the guest starts",
      related: [{ range: hugepages.source.name, message: 'huge pages' }],
      fixes: [
        {
          title: "Change the allocation to 'immediate'",
          safe: false,
          edits: writeValue(allocation, 'mode', 'immediate'),
        },
      ],
    };
  },
);
