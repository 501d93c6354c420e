import { writeValue } from '../../domain/edit.ts';
import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'hugepages/with-anonymous',
    severity: 'error',
    summary: 'Huge pages are to come from anonymous memory',
    why: 'libvirt refuses to start the guest: huge pages are files of hugetlbfs, or memfd.',
    reference: 'https://libvirt.org/formatdomain.html#memory-backing',
    fix: 'suggested',
    since: '0.1.0',
    about: ['hugepages'],
  },
  function* ({ domain }) {
    const { hugepages, backedBy } = domain.memoryBacking ?? {};
    if (hugepages === undefined || backedBy?.type?.value !== 'anonymous') return;
    const fix = (type: string) => ({
      title: `Change the source to '${type}'`,
      safe: false,
      edits: writeValue(backedBy, 'type', type),
    });
    yield {
      range: backedBy.type.range,
      message: "'anonymous' does not go with <hugepages>: they come from 'file' or 'memfd'",
      related: [{ range: hugepages.source.name, message: 'huge pages' }],
      fixes: [fix('memfd'), fix('file')],
    };
  },
);
