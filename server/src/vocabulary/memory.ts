import { element, optional } from './define.ts';
import { count } from './values/numbers.ts';
import { sizeNumber, sizeUnit } from './values/size.ts';
import { wordOf } from './values/word.ts';

export const unit = optional(sizeUnit, {
  doc: 'What the number counts; KiB if left out.',
  bad: 'memory/bad-unit',
});
const content = { type: sizeNumber, doc: 'The size.', bad: 'memory/bad-size' };
const manual = 'memory-allocation';

/** libvirt src/conf/domain_conf.c virDomainDefParseMemory. */
export const memory = element({
  name: 'memory',
  doc: 'The memory the guest has when it starts, memory devices included. With guest cells libvirt replaces it by their sum.',
  manual,
  usual: ['unit'],
  attributes: {
    unit,
    dumpCore: optional(
      wordOf<'on' | 'off'>('a switch', 'Whether a core dump holds the guest’s memory.', {
        on: 'included',
        off: 'left out',
      }),
      { doc: 'Whether a core dump of QEMU holds the guest’s memory.', bad: 'memory/bad-word' },
    ),
  },
  content,
});

export const currentMemory = element({
  name: 'currentMemory',
  doc: 'What the balloon leaves to the guest. Above `<memory>`, or 0, libvirt silently sets it to `<memory>`.',
  manual,
  usual: ['unit'],
  attributes: { unit },
  content,
});

export const maxMemory = element({
  name: 'maxMemory',
  doc: 'The memory that the guest can grow to by memory devices.',
  manual,
  usual: ['slots', 'unit'],
  attributes: {
    unit,
    slots: optional(count, {
      doc: 'How many DIMM-like devices can be plugged in.',
      bad: 'memory/bad-number',
    }),
  },
  content,
});
