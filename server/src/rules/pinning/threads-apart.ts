import { dedicatedVcpus, type DedicatedVcpu } from '../../domain/dedicated.ts';
import { writeValue } from '../../domain/edit.ts';
import { vcpuCountOf } from '../../domain/pins.ts';
import { idSetOfValues } from '../../vocabulary/values/idSet.ts';
import type { CpuId } from '../../host/topology.ts';
import { harmless } from '../../placement/hazards.ts';
import type { Fix } from '../../text/finding.ts';
import { RELATED_LIMIT } from '../pinLocality.ts';
import { hostRule, type HostContext, type Report } from '../rule.ts';
import { listed } from '../words.ts';

export default hostRule(
  {
    id: 'pinning/threads-apart',
    severity: 'information',
    summary:
      'What the guest takes for threads of one core are different cores of the host, or the other way round',
    why: 'The guest’s scheduler counts on threads of one core to share its caches, and on cores to be independent. Pinned otherwise, it decides by what is not so.',
    reference: 'https://libvirt.org/formatdomain.html#cpu-tuning',
    fix: 'suggested',
    since: '0.1.0',
    about: ['vcpupin'],
    needs: ['cpus'],
  },
  function* (context) {
    const { domain, host } = context;
    const vcpus = dedicatedVcpus(domain);
    const count = vcpuCountOf(domain);
    const threads = domain.topology?.threads?.value;
    if (threads === undefined || vcpus.length < 2 || vcpus.length !== count) return;
    if (new Set(vcpus.map(({ cpu }) => cpu)).size < count) return;
    const coreOf = (cpu: CpuId): string | undefined => host.cpus.get(cpu)?.siblings?.join();
    if (vcpus.some(({ cpu }) => coreOf(cpu) === undefined)) return;
    const groups = grouped(vcpus, ({ vcpu }) => Math.floor(vcpu / threads));
    if (threads === 1) yield* siblingsAsCores(vcpus, coreOf);
    else {
      const apart = groups.find((group) => new Set(group.map(({ cpu }) => coreOf(cpu))).size > 1);
      const [first] = apart ?? [];
      if (apart === undefined || first === undefined) return;
      const fix = reorderFix(context, vcpus, threads, coreOf);
      yield {
        range: first.cpuset.range,
        message: `vCPUs ${listed(apart.map(({ vcpu }) => String(vcpu)))} are threads of one core for the guest, but CPUs ${listed(apart.map(({ cpu }) => String(cpu)))} of the host are not`,
        related: apart.slice(1, RELATED_LIMIT).map(({ vcpu, cpuset }) => ({
          range: cpuset.range,
          message: `the pin of vCPU ${vcpu}`,
        })),
        fixes: fix === undefined ? [] : [fix],
      };
    }
  },
);

/** In groups of one key, in the order of their first members. */
function grouped(
  vcpus: readonly DedicatedVcpu[],
  keyOf: (one: DedicatedVcpu) => number | string | undefined,
): readonly (readonly DedicatedVcpu[])[] {
  const groups = new Map<number | string | undefined, DedicatedVcpu[]>();
  for (const one of vcpus) {
    const group = groups.get(keyOf(one));
    if (group === undefined) groups.set(keyOf(one), [one]);
    else group.push(one);
  }
  return [...groups.values()];
}

type CoreOf = (cpu: CpuId) => string | undefined;

function* siblingsAsCores(vcpus: readonly DedicatedVcpu[], coreOf: CoreOf): Generator<Report> {
  const first = new Map<string, DedicatedVcpu>();
  for (const one of vcpus) {
    const core = coreOf(one.cpu) ?? '';
    const earlier = first.get(core);
    if (earlier === undefined) {
      first.set(core, one);
      continue;
    }
    yield {
      range: one.cpuset.range,
      message: `vCPUs ${earlier.vcpu} and ${one.vcpu} are cores for the guest, but CPUs ${earlier.cpu} and ${one.cpu} are threads of one core of the host`,
      related: [{ range: earlier.cpuset.range, message: `the pin of vCPU ${earlier.vcpu}` }],
    };
    // One is enough to see how the pins were chosen.
    return;
  }
}

/** The same CPUs in another order, so that threads of the guest are threads of the host; only where the cores are used whole. */
function reorderFix(
  context: HostContext,
  vcpus: readonly DedicatedVcpu[],
  threads: number,
  coreOf: CoreOf,
): Fix | undefined {
  const inOrder = [...vcpus].sort((a, b) => a.vcpu - b.vcpu);
  const cores = grouped(inOrder, ({ cpu }) => coreOf(cpu));
  if (cores.some((core) => core.length !== threads)) return undefined;
  const cpus = cores.flatMap((core) => core.map(({ cpu }) => cpu).sort((a, b) => a - b));
  const moved = new Map(inOrder.map((one, index) => [one.from, cpus[index] ?? one.cpu]));
  const { domain } = context;
  const vcpupins = domain.vcpupins.map((pin) => {
    const cpu = moved.get(pin);
    return cpu === undefined || pin.cpuset === undefined
      ? pin
      : { ...pin, cpuset: { ...pin.cpuset, value: idSetOfValues([cpu]) } };
  });
  if (!harmless(context)({ ...domain, vcpupins })) return undefined;
  return {
    title: 'Give the threads of each guest core to threads of one host core',
    safe: false,
    edits: inOrder.flatMap(({ from, cpu }) => {
      const other = moved.get(from);
      return other === undefined || other === cpu ? [] : writeValue(from, 'cpuset', String(other));
    }),
  };
}
