import { dedicatedVcpus, realTimeVcpus } from '../../domain/dedicated.ts';
import { writeValue } from '../../domain/edit.ts';
import { NUMBERS_LIMIT } from '../../domain/setText.ts';
import { formatIdSet } from '../../host/format.ts';
import { pinnedThread, RELATED_LIMIT } from '../pinLocality.ts';
import { domainRule } from '../rule.ts';
import { numbered, verb } from '../words.ts';

export default domainRule(
  {
    id: 'pinning/emulator-beside-vcpu',
    severity: 'information',
    summary: 'The emulator or an I/O thread is pinned to CPUs that vCPUs have for themselves',
    why: 'Its work takes time from these vCPUs; and where they run in real time, it may never get any.',
    reference: 'https://libvirt.org/formatdomain.html#cpu-tuning',
    fix: 'suggested',
    since: '0.1.0',
    about: ['vcpupin'],
  },
  function* ({ domain }) {
    const owners = new Map(dedicatedVcpus(domain).map((one) => [one.cpu, one]));
    const realTime = realTimeVcpus(domain);
    let numbers = 0;
    for (const pin of [...domain.emulatorpins, ...domain.iothreadpins]) {
      const set = pin.cpuset?.value;
      if (pin.cpuset === undefined || set === undefined || owners.size === 0) continue;
      if ((numbers += set.size) > NUMBERS_LIMIT) return;
      const shared = set.values.flatMap((cpu) => owners.get(cpu) ?? []);
      if (shared.length === 0) continue;
      const urgent = shared.filter(({ vcpu }) => realTime.has(vcpu));
      const told = urgent.length > 0 ? urgent : shared;
      const cpus = told.map(({ cpu }) => cpu).sort((a, b) => a - b);
      const vcpus = told.map(({ vcpu }) => vcpu).sort((a, b) => a - b);
      const who = pinnedThread(pin);
      const rest = set.values.filter((cpu) => !owners.has(cpu));
      yield {
        severity: urgent.length > 0 ? 'warning' : 'information',
        range: pin.cpuset.range,
        message: `${who} shares ${numbered('CPU', cpus)} with ${numbered('vCPU', vcpus)}${urgent.length > 0 ? `, which ${verb(vcpus, 'runs', 'run')} in real time and may leave it none` : ''}`,
        related: told.slice(0, RELATED_LIMIT).map(({ vcpu, cpuset }) => ({
          range: cpuset.range,
          message: `the pin of vCPU ${vcpu}`,
        })),
        fixes:
          rest.length === 0
            ? []
            : [
                {
                  title: `Pin ${who} to ${numbered('CPU', rest)}, which no vCPU has`,
                  safe: false,
                  edits: writeValue(pin, 'cpuset', formatIdSet(rest)),
                },
              ],
      };
    }
  },
);
