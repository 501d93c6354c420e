import { NOVELTIES } from '../../domain/novelties.ts';
import { formatVersion, isStatedBefore } from '../../domain/versions.ts';
import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'xml/newer-than-host',
    severity: 'error',
    summary: 'The guest uses something that came after the libvirt or QEMU of its host',
    why: 'An older libvirt refuses a word that it does not know, and reads past an unknown element or attribute without one; an older QEMU cannot do what it is asked for.',
    reference: 'https://libvirt.org/formatdomain.html',
    fix: 'none',
    since: '0.1.0',
  },
  function* ({ domain, versions: { libvirt, qemu } }) {
    if (libvirt === undefined && qemu === undefined) return;
    for (const novelty of NOVELTIES) {
      const isTooOld = isStatedBefore(libvirt, novelty.libvirt);
      const lacks = novelty.qemu !== undefined && isStatedBefore(qemu, novelty.qemu);
      if (!isTooOld && !lacks) continue;
      for (const range of novelty.find(domain)) {
        if (range === undefined) continue;
        const { name, older } = novelty;
        const since = formatVersion(isTooOld ? novelty.libvirt : (novelty.qemu ?? []));
        const has = formatVersion((isTooOld ? libvirt : qemu) ?? []);
        const end = older === 'drops' ? 'drops it without a word' : 'refuses the domain';
        if (isTooOld)
          yield {
            ...(older === 'drops' ? { severity: 'warning' as const } : {}),
            range,
            message: `${name} came with libvirt ${since}: libvirt ${has} of this host ${end}`,
          };
        else
          yield {
            range,
            message: `${name} needs QEMU ${since}: this host has QEMU ${has}, and libvirt refuses the domain or its start`,
          };
      }
    }
  },
);
