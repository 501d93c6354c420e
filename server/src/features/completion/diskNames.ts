import type { Element } from '@xmldom/xmldom';
import { childrenNamed } from '../../xml/walk.ts';

const KINDS = ['vd', 'sd'];
const LETTERS = 'abcdefghijklmnopqrstuvwxyz'.split('');

/** For each kind of disk the first name that no other disk of the guest has: libvirt refuses two of one name. `own` does not count. */
export function freeDiskNames(devices: Element | null, own?: Element): readonly string[] {
  const disks = devices === null ? [] : childrenNamed(devices, 'disk');
  const taken = new Set(
    disks
      .flatMap((disk) => childrenNamed(disk, 'target'))
      .flatMap((target) => (target === own ? [] : [target.getAttribute('dev')])),
  );
  return KINDS.flatMap((kind) => {
    const letter = LETTERS.find((one) => !taken.has(kind + one));
    return letter === undefined ? [] : [kind + letter];
  });
}
