import type { CpuClaim, GuestClaim } from '../../fleet/guestClaim.ts';
import { guestName, relatedTo } from '../fleetWords.ts';
import { fleetRule } from '../rule.ts';
import { listed, numbered, verb } from '../words.ts';

/** So many other guests are told. */
const OTHERS_LIMIT = 16;
/** So many are called by their names. */
const NAMED = 3;

export default fleetRule(
  {
    id: 'fleet/cpus-pinned-twice',
    severity: 'warning',
    summary: 'A host CPU is the only one of a vCPU in several guests',
    why: 'A vCPU that is pinned to one host CPU was meant to have it for itself. Two guests that share it wait for each other whenever both are busy, while other CPUs may be idle.',
    reference: 'https://libvirt.org/formatdomain.html#cpu-tuning',
    fix: 'none',
    since: '0.1.0',
    needs: [],
  },
  function* ({ fleet, guest }) {
    const doubled: CpuClaim[] = [];
    const others = new Set<GuestClaim>();
    for (const pin of guest.pins) {
      const sharers = fleet.sharersOf(pin.cpu, guest, OTHERS_LIMIT);
      if (sharers.length === 0) continue;
      doubled.push(pin);
      for (const other of sharers) others.add(other);
    }
    const [first] = doubled;
    if (first === undefined) return;
    const cpus = [...new Set(doubled.map(({ cpu }) => cpu))];
    const wanted = new Set(cpus);
    const shown = [...others].slice(0, OTHERS_LIMIT);
    const who = listed(
      others.size > NAMED
        ? [`${others.size > OTHERS_LIMIT ? `more than ${OTHERS_LIMIT}` : others.size} other guests`]
        : shown.map(guestName),
    );
    yield {
      range: first.place,
      about: cpus.join(),
      message: `${numbered('host CPU', cpus)} ${verb(cpus, 'is', 'are')} pinned 1:1 by this guest and by ${who}: their vCPUs wait for each other`,
      related: shown.map((other) => {
        const pins = other.pins.filter(({ cpu }) => wanted.has(cpu));
        const its = [...new Set(pins.map(({ cpu }) => cpu))];
        return relatedTo(
          other,
          pins[0]?.place,
          `${guestName(other)} pins ${numbered(
            'vCPU',
            pins.map(({ vcpu }) => vcpu),
          )} to ${numbered('host CPU', its)}`,
        );
      }),
    };
  },
);
