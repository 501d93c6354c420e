import { element } from './define.ts';
import { unit } from './memory.ts';
import { sizeNumber } from './values/size.ts';

const manual = 'memory-tuning';
const content = { type: sizeNumber, doc: 'The limit.', bad: 'memory/bad-size' };
const limit = (name: string, doc: string) =>
  element({ name, doc, manual, usual: ['unit'], attributes: { unit }, content });

/** libvirt src/conf/domain_conf.c virDomainDefTunablesParse. */
export const memtune = element({
  name: 'memtune',
  doc: 'Limits of what the whole QEMU process may use, the guest’s memory and QEMU’s own. Not in session mode.',
  manual,
  attributes: {},
  children: ['hard_limit', 'soft_limit', 'swap_hard_limit', 'min_guarantee'],
});

export const hardLimit = limit(
  'hard_limit',
  'The memory that QEMU may use at most, in RAM. Beyond it the kernel kills it; it limits locked memory, too. It must leave room for QEMU’s own memory beside the guest’s.',
);

export const softLimit = limit(
  'soft_limit',
  'The memory to which QEMU is pressed back when the host runs short.',
);

export const swapHardLimit = limit(
  'swap_hard_limit',
  'RAM and swap together that QEMU may use at most; not below `<hard_limit>`.',
);

export const minGuarantee = limit(
  'min_guarantee',
  'Guaranteed memory: libvirt’s QEMU driver refuses it.',
);
