import { appendChildren, writeValue } from '../../domain/edit.ts';
import { blobVideosOf } from '../../domain/guestDevices.ts';
import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'memory/blob-needs-memfd',
    severity: 'error',
    summary: 'A virtio-gpu with blob resources has memory that is not memfd',
    why: 'libvirt refuses the domain: blob resources need memory of type memfd.',
    reference: 'https://libvirt.org/formatdomain.html#memory-backing',
    fix: 'suggested',
    since: '0.1.0',
    about: ['video'],
  },
  function* ({ text, domain }) {
    const { memoryBacking } = domain;
    const type = memoryBacking?.backedBy?.type;
    if (type?.value === 'memfd' || (type !== undefined && type.value === undefined)) return;
    const edits =
      memoryBacking?.backedBy !== undefined
        ? writeValue(memoryBacking.backedBy, 'type', 'memfd')
        : memoryBacking === undefined
          ? []
          : [appendChildren(text, memoryBacking, ["<source type='memfd'/>"])];
    for (const range of blobVideosOf(domain))
      yield {
        range,
        message: `blob needs memory of type memfd, ${type === undefined ? 'and no <source> says so' : `not '${type.text}'`}`,
        fixes:
          edits.length === 0
            ? []
            : [{ title: "Change the memory source to 'memfd'", safe: false, edits }],
      };
  },
);
