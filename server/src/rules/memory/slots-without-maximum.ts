import { removeElement } from '../../domain/edit.ts';
import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'memory/slots-without-maximum',
    severity: 'error',
    summary: '`<maxMemory>` has slots and no size',
    why: 'libvirt refuses the domain: slots are of use only with the size that the guest can grow to.',
    reference: 'https://libvirt.org/formatdomain.html#memory-allocation',
    fix: 'suggested',
    since: '0.1.0',
    about: ['maxMemory'],
    drivers: 'any',
  },
  function* ({ text, domain: { maxMemory, memoryDevices } }) {
    if (maxMemory === undefined || maxMemory.content !== undefined) return;
    if (maxMemory.slots === undefined || maxMemory.slots.value === 0) return;
    yield {
      range: maxMemory.slots.range,
      message: '<maxMemory> has slots and no size: libvirt refuses it',
      fixes:
        memoryDevices.length > 0
          ? []
          : [{ title: 'Remove <maxMemory>', safe: false, edits: [removeElement(text, maxMemory)] }],
    };
  },
);
