import type { CpuId } from '../host/topology.ts';
import { firstOf } from './firstOf.ts';
import type { GuestClaim } from './guestClaim.ts';
import { canMeet, compareClaims } from './together.ts';

/** Which guests keep a vCPU on which CPU. Guests come and go. */
export interface CpuSharers {
  readonly add: (guest: GuestClaim) => void;
  readonly take: (guest: GuestClaim) => void;
  /** Up to `limit` others on the CPU that can run beside the guest, by file. */
  readonly of: (cpu: CpuId, guest: GuestClaim, limit: number) => readonly GuestClaim[];
}

interface Users {
  /** Guests that run beside all others. */
  readonly free: Set<GuestClaim>;
  readonly labelled: Set<GuestClaim>;
  /** The first of `free`, one more than the limit, as long as nothing changes among them. */
  first: { readonly limit: number; readonly guests: readonly GuestClaim[] } | undefined;
}

export function cpuSharers(): CpuSharers {
  const byCpu = new Map<CpuId, Users>();
  return {
    add: (guest) => {
      for (const { cpu } of guest.pins) {
        const users = byCpu.get(cpu) ?? { free: new Set(), labelled: new Set(), first: undefined };
        byCpu.set(cpu, users);
        const { first } = users;
        const last = first?.guests.at(first.limit);
        if (last === undefined || compareClaims(guest, last) < 0) users.first = undefined;
        setOf(users, guest).add(guest);
      }
    },
    take: (guest) => {
      for (const { cpu } of guest.pins) {
        const users = byCpu.get(cpu);
        if (users === undefined) continue;
        if (users.first?.guests.includes(guest) === true) users.first = undefined;
        setOf(users, guest).delete(guest);
        if (users.free.size + users.labelled.size === 0) byCpu.delete(cpu);
      }
    },
    of: (cpu, guest, limit) => {
      const users = byCpu.get(cpu);
      if (users === undefined) return [];
      const { free, labelled } = users;
      if (users.first?.limit !== limit)
        users.first = { limit, guests: firstOf(free, compareClaims, limit + 1) };
      const others = users.first.guests.filter((other) => other !== guest);
      if (labelled.size === 0) return others.slice(0, limit);
      const meeting = [...labelled].filter((other) => other !== guest && canMeet(other, guest));
      return firstOf([...others, ...meeting], compareClaims, limit);
    },
  };
}

const setOf = ({ free, labelled }: Users, guest: GuestClaim): Set<GuestClaim> =>
  guest.exclusive.length === 0 ? free : labelled;
