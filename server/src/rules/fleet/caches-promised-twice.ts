import type { CacheShortage } from '../../fleet/fleetShortages.ts';
import type { GuestClaim } from '../../fleet/guestClaim.ts';
import { formatExactBytes } from '../../host/format.ts';
import { bytes } from '../../host/topology.ts';
import { guestName, relatedIn, together } from '../fleetWords.ts';
import { fleetRule } from '../rule.ts';

export default fleetRule(
  {
    id: 'fleet/caches-promised-twice',
    severity: 'warning',
    summary: 'Guests together ask for more of a cache than the host can give',
    why: 'A guest has its parts of caches for itself, from its start on. Each guest starts alone; the last of them is refused.',
    reference: 'https://libvirt.org/formatdomain.html#cpu-tuning',
    fix: 'none',
    since: '0.1.0',
    judges: 'host capacity',
    needs: [],
  },
  function* ({ host, fleet, guest }) {
    for (const shortage of fleet.shortages(host).caches) {
      const part = shortage.of(guest);
      const place = placeIn(guest, shortage);
      if (part === undefined || place === undefined) continue;
      const { level, id, type, has } = shortage;
      yield {
        range: place,
        about: `cache ${level} ${id} ${type}`,
        message: `${together(part)} ask for ${formatExactBytes(bytes(part.need))} of cache ${id} of level ${level} together; libvirt gives all guests ${formatExactBytes(bytes(has))} at most: the last to start is refused`,
        related: relatedIn(
          part.others,
          (other) => placeIn(other, shortage),
          (share) =>
            `${guestName(share.guest)} asks for ${formatExactBytes(bytes(share.amount))} of it`,
        ),
      };
    }
  },
);

function placeIn({ caches }: GuestClaim, { level, id, type }: CacheShortage) {
  return caches?.find((one) => one.level === level && one.id === id && one.type === type)?.place;
}
