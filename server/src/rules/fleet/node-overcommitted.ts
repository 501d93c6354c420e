import type { GuestClaim } from '../../fleet/guestClaim.ts';
import type { SharedShortage } from '../../fleet/sharedDemand.ts';
import { formatBytes, formatBytesApart } from '../../host/format.ts';
import type { HostTopology } from '../../host/topology.ts';
import { guestName, isWithin, relatedIn, together } from '../fleetWords.ts';
import { fleetRule } from '../rule.ts';
import { numbered, verb } from '../words.ts';

export default fleetRule(
  {
    id: 'fleet/node-overcommitted',
    severity: 'warning',
    summary: 'Guests that are bound to the same host nodes are together larger than those nodes',
    why: 'strict and restrictive take memory from nowhere else. Each guest fits alone; when all of them use their memory, the nodes swap, and then the OOM killer ends a process, even while other nodes have free memory.',
    reference: 'https://libvirt.org/formatdomain.html#numa-node-tuning',
    fix: 'none',
    since: '0.1.0',
    judges: 'host capacity',
    needs: ['total'],
  },
  function* ({ host, fleet, guest }) {
    for (const shortage of fleet.shortages(host).memory) {
      const part = shortage.of(guest);
      const place = placeIn(guest, shortage);
      if (part === undefined || place === undefined) continue;
      const nodes = shortage.nodes ?? [];
      const [need, has] = formatBytesApart(part.need, shortage.has);
      const which = numbered('node', nodes);
      yield {
        range: place,
        about: which,
        message: `${together(part)} are bound to ${which} and need ${need} together; ${which} ${verb(nodes, 'has', 'have')} ${has}${besides(shortage, host)}: when that is full, the host swaps and then kills processes`,
        related: relatedIn(
          part.others,
          (other) => placeIn(other, shortage),
          (share) => `${guestName(share.guest)} needs ${formatBytes(share.amount)} of ${which}`,
        ),
      };
    }
  },
);

function placeIn({ memory }: GuestClaim, { nodes }: SharedShortage) {
  return memory.find((claim) => isWithin(claim.nodes, nodes))?.place;
}

function besides({ nodes = [] }: SharedShortage, host: HostTopology): string {
  const isKept = nodes.some((id) => (host.nodes.get(id)?.reserve ?? 0n) > 0n);
  return isKept ? " beside the host's reserve" : '';
}
