import type { PoolShortage } from '../../fleet/fleetShortages.ts';
import type { GuestClaim } from '../../fleet/guestClaim.ts';
import { formatBytes, formatIdSet } from '../../host/format.ts';
import { guestName, isWithin, relatedIn, together } from '../fleetWords.ts';
import { fleetRule } from '../rule.ts';

export default fleetRule(
  {
    id: 'fleet/pages-promised-twice',
    severity: 'warning',
    summary: 'Guests together need more huge pages than the pools of their host nodes have',
    why: 'Huge pages are taken when a guest starts. Each guest starts alone; the last of them is refused, or does not come back after a reboot of the host.',
    reference: 'https://libvirt.org/formatdomain.html#memory-backing',
    fix: 'none',
    since: '0.1.0',
    judges: 'host capacity',
    needs: ['pools'],
  },
  function* ({ host, fleet, guest }) {
    for (const shortage of fleet.shortages(host).pools) {
      const part = shortage.of(guest);
      const place = placeIn(guest, shortage);
      if (part === undefined || place === undefined) continue;
      const { pageSize, has } = shortage;
      const size = formatBytes(pageSize);
      yield {
        range: place,
        about: `${size} ${shortage.nodes?.join() ?? ''}`,
        message: `${together(part)} need ${part.need} pages of ${size} (${formatBytes(part.need * pageSize)}) together; ${poolWords(shortage)} ${has}: the last to start is refused`,
        related: relatedIn(
          part.others,
          (other) => placeIn(other, shortage),
          (share) =>
            `${guestName(share.guest)} needs ${share.amount} page${share.amount === 1n ? '' : 's'} of ${size}`,
        ),
      };
    }
  },
);

function placeIn({ pages }: GuestClaim, { nodes, pageSize }: PoolShortage) {
  return pages.find((claim) => claim.pageSize === pageSize && isWithin(claim.nodes, nodes))?.place;
}

function poolWords({ nodes }: PoolShortage): string {
  if (nodes === undefined) return 'all pools of the host together have';
  return nodes.length === 1
    ? `the pool of node ${nodes.join()} has`
    : `the pools of nodes ${formatIdSet(nodes)} have`;
}
