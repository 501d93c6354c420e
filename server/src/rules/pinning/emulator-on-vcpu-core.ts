import { dedicatedVcpus, realTimeVcpus, type DedicatedVcpu } from '../../domain/dedicated.ts';
import { writeValue } from '../../domain/edit.ts';
import { NUMBERS_LIMIT } from '../../domain/setText.ts';
import { formatIdSet } from '../../host/format.ts';
import type { CpuId, HostTopology } from '../../host/topology.ts';
import { pinnedThread, RELATED_LIMIT } from '../pinLocality.ts';
import { hostRule } from '../rule.ts';
import { numbered, verb } from '../words.ts';

export default hostRule(
  {
    id: 'pinning/emulator-on-vcpu-core',
    severity: 'information',
    summary: 'The emulator or an I/O thread runs on cores whose other thread a vCPU has for itself',
    why: 'The two threads of a core share what it can do: the vCPU is slower whenever the other works.',
    reference: 'https://libvirt.org/formatdomain.html#cpu-tuning',
    fix: 'suggested',
    since: '0.1.0',
    about: ['vcpupin'],
    needs: ['siblings'],
  },
  function* ({ domain, host }) {
    const pins = [...domain.emulatorpins, ...domain.iothreadpins];
    const vcpus = pins.length === 0 ? [] : dedicatedVcpus(domain);
    if (vcpus.length === 0) return;
    const taken = new Set(vcpus.map(({ cpu }) => cpu));
    const beside = neighbours(vcpus, host);
    const realTime = realTimeVcpus(domain);
    let numbers = 0;
    for (const pin of pins) {
      const set = pin.cpuset?.value;
      if (pin.cpuset === undefined || set === undefined) continue;
      if ((numbers += set.size) > NUMBERS_LIMIT) return;
      // CPUs that a vCPU has itself are another finding.
      if (set.values.some((cpu) => taken.has(cpu))) continue;
      const shared = set.values.flatMap((cpu) => beside.get(cpu) ?? []);
      const urgent = shared.filter(({ vcpu }) => realTime.has(vcpu));
      const rest = set.values.filter((cpu) => !beside.has(cpu));
      // With a core of its own in the set, it is rarely beside a vCPU; one in real time counts on never.
      const told = urgent.length > 0 ? urgent : rest.length > 0 ? [] : shared;
      if (told.length === 0) continue;
      const own = told.map(({ vcpu }) => vcpu).sort((a, b) => a - b);
      const who = pinnedThread(pin);
      yield {
        ...(urgent.length > 0 ? { severity: 'warning' as const } : {}),
        range: pin.cpuset.range,
        message: `${who} shares ${verb(own, 'a core', 'cores')} with ${numbered('vCPU', own)}${urgent.length > 0 ? `, which ${verb(own, 'runs', 'run')} in real time` : ''}: ${verb(own, 'it is', 'they are')} slower whenever it works`,
        related: told.slice(0, RELATED_LIMIT).map(({ vcpu, cpuset }) => ({
          range: cpuset.range,
          message: `the pin of vCPU ${vcpu}`,
        })),
        fixes:
          rest.length === 0
            ? []
            : [
                {
                  title: `Pin ${who} to ${numbered('CPU', rest)}, on whose core no vCPU runs`,
                  safe: false,
                  edits: writeValue(pin, 'cpuset', formatIdSet(rest)),
                },
              ],
      };
    }
  },
);

/** The vCPU that has another thread of the core, by CPU. */
function neighbours(
  vcpus: readonly DedicatedVcpu[],
  { cpus }: HostTopology,
): ReadonlyMap<CpuId, DedicatedVcpu> {
  const found = new Map<CpuId, DedicatedVcpu>();
  for (const one of vcpus)
    for (const cpu of cpus.get(one.cpu)?.siblings ?? []) if (cpu !== one.cpu) found.set(cpu, one);
  return found;
}
