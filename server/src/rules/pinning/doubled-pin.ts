import { removeElement } from '../../domain/edit.ts';
import type { Emulatorpin, Iothreadpin, Vcpupin } from '../../domain/model.ts';
import { vcpuCountOf } from '../../domain/pins.ts';
import { domainRule, type Report } from '../rule.ts';

export default domainRule(
  {
    id: 'pinning/doubled-pin',
    severity: 'error',
    summary: 'One vCPU, I/O thread or the emulator is pinned twice',
    why: 'libvirt refuses the domain: each of them has one set of host CPUs.',
    reference: 'https://libvirt.org/formatdomain.html#cpu-tuning',
    fix: 'suggested',
    since: '0.1.0',
    about: ['cputune'],
    drivers: 'any',
  },
  function* ({ text, domain }) {
    const count = vcpuCountOf(domain) ?? 0;
    const vcpupins = domain.vcpupins.filter(({ vcpu }) => (vcpu?.value ?? count) < count);
    yield* doubles(text, vcpupins, ({ vcpu }) => `vCPU ${vcpu?.value ?? ''}`);
    yield* doubles(text, domain.emulatorpins, () => 'the emulator');
    const iothreadpins = domain.iothreadpins.filter((pin) => pin.iothread?.value !== undefined);
    yield* doubles(text, iothreadpins, ({ iothread }) => `I/O thread ${iothread?.value ?? ''}`);
  },
);

function* doubles<P extends Vcpupin | Emulatorpin | Iothreadpin>(
  text: string,
  pins: readonly P[],
  nameOf: (pin: P) => string,
): Generator<Report> {
  const first = new Map<string, P>();
  for (const pin of pins) {
    const name = nameOf(pin);
    const earlier = first.get(name);
    if (earlier === undefined) {
      first.set(name, pin);
      continue;
    }
    const same = earlier.cpuset !== undefined && earlier.cpuset.text === pin.cpuset?.text;
    const own = { title: 'Remove this pin', safe: same, edits: [removeElement(text, pin)] };
    const other = {
      title: 'Remove the earlier pin',
      safe: false,
      edits: [removeElement(text, earlier)],
    };
    yield {
      range: placeOf(pin),
      message: `${name} is pinned already, ${same ? 'to the same CPUs' : `to '${earlier.cpuset?.text ?? ''}'`}: libvirt takes one pin for it`,
      related: [{ range: placeOf(earlier), message: 'the first pin' }],
      fixes: same ? [own] : [own, other],
    };
  }
}

/** The number that is doubled; an `<emulatorpin>` has none. */
function placeOf(pin: Vcpupin | Emulatorpin | Iothreadpin): Report['range'] {
  if ('vcpu' in pin) return pin.vcpu?.range ?? pin.source.name;
  if ('iothread' in pin) return pin.iothread?.range ?? pin.source.name;
  return pin.source.name;
}
