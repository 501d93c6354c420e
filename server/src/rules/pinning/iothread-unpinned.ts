import { dedicatedVcpus, looseIothreads } from '../../domain/dedicated.ts';
import { appendChildren } from '../../domain/edit.ts';
import { generalCpuset, vcpuCountOf } from '../../domain/pins.ts';
import { vcpuPlacement } from '../../domain/policy.ts';
import { domainRule } from '../rule.ts';
import { numbered, verb } from '../words.ts';

export default domainRule(
  {
    id: 'pinning/iothread-unpinned',
    severity: 'information',
    summary: 'Every vCPU is pinned, and I/O threads may run on the same CPUs',
    why: 'An I/O thread without a pin runs wherever `<vcpu cpuset>` lets it, without that anywhere, and takes time from vCPUs that were meant to have their CPUs for themselves.',
    reference: 'https://libvirt.org/formatdomain.html#cpu-tuning',
    fix: 'suggested',
    since: '0.1.0',
    about: ['vcpupin'],
  },
  function* ({ text, domain }) {
    const vcpus = dedicatedVcpus(domain);
    const loose = looseIothreads(domain);
    const { cputune } = domain;
    if (loose === undefined || loose.length === 0 || cputune === undefined) return;
    if (vcpus.length === 0 || vcpus.length !== vcpuCountOf(domain)) return;
    if (vcpuPlacement(domain) !== 'static') return;
    const general = generalCpuset(domain);
    if (general !== undefined && !vcpus.some(({ cpu }) => general.value?.has(cpu) === true)) return;
    const emulator = domain.emulatorpins[0]?.cpuset;
    const owned = new Set(vcpus.map(({ cpu }) => cpu));
    const isFree = emulator?.value?.values.every((cpu) => !owned.has(cpu)) === true;
    const lines = loose.map(
      (id) => `<iothreadpin iothread='${id}' cpuset='${emulator?.text.trim() ?? ''}'/>`,
    );
    const place = domain.iothreadIds[0]?.source.name ?? domain.iothreads?.source.name;
    if (place === undefined) return;
    yield {
      range: place,
      message: `${numbered('I/O thread', loose)} ${verb(loose, 'has', 'have')} no pin, and may run on the CPUs that the vCPUs have for themselves`,
      fixes:
        isFree && loose.length <= PINS_LIMIT
          ? [
              {
                title: `Pin ${verb(loose, 'it', 'them')} to the CPUs of the emulator`,
                safe: false,
                edits: [appendChildren(text, cputune, lines)],
              },
            ]
          : [],
    };
  },
);

/** More pins than a menu should write. */
const PINS_LIMIT = 64;
