import { removeAttribute, removeElement, writeValue } from '../../domain/edit.ts';
import { pinsOf, type Pin } from '../../domain/pins.ts';
import { mentionsOf, NUMBERS_LIMIT, setWithout } from '../../domain/setText.ts';
import { mayBeInSession } from '../../domain/sessionSigns.ts';
import { formatIdSet } from '../../host/format.ts';
import type { CpuId, HostTopology } from '../../host/topology.ts';
import { memoryNodesUnder } from '../../placement/locality.ts';
import type { Fix } from '../../text/finding.ts';
import { remembered } from '../../text/remembered.ts';
import { cpusOf as allCpusOf } from '../pinLocality.ts';
import { hostRule, type HostContext, type Report } from '../rule.ts';
import { numbered, verb } from '../words.ts';

export default hostRule(
  {
    id: 'pinning/unknown-host-cpu',
    severity: 'error',
    summary: 'A pin names a CPU that the host does not have',
    why: 'libvirt stores any number. When the guest starts, the kernel refuses a CPU that the machine cannot have, even among good ones (in a session only alone). A CPU that is merely offline is dropped silently, and refused where the pin has no other.',
    reference: 'https://libvirt.org/formatdomain.html#cpu-tuning',
    fix: 'suggested',
    since: '0.1.0',
    judges: 'host capacity',
    needs: ['cpus'],
  },
  function* (context) {
    const known = cpusOf(context.host);
    const online = [...known.online];
    let numbers = 0;
    for (const pin of pinsOf(context.domain)) {
      const set = pin.cpuset.value;
      const present = set === undefined ? 0 : online.filter(set.has).length;
      if (set === undefined || present === set.size) continue;
      if ((numbers += set.size) > NUMBERS_LIMIT) return;
      const usable = present > 0;
      const fixes = fixesFor(context, pin, known);
      const unusable = set.values.filter((cpu) => !known.online.has(cpu));
      for (const { item, ids } of mentionsOf(set, unusable)) {
        const range = item.range;
        const offline = ids.filter((cpu) => known.offline.has(cpu));
        if (offline.length > 0) yield { range, fixes, ...offlineReport(offline, usable) };
        const absent = ids.filter((cpu) => !known.offline.has(cpu));
        if (absent.length === 0) continue;
        // Without control groups there is the thread's affinity alone, of which the kernel takes what there is.
        const isLeftOut = usable && mayBeInSession(context.domain);
        yield { range, fixes, ...absentReport(absent, known, isLeftOut) };
      }
    }
  },
);

interface KnownCpus {
  readonly online: ReadonlySet<CpuId>;
  readonly offline: ReadonlySet<CpuId>;
  /** `CPUs 0-15`: what there is. */
  readonly words: string;
}

const cpusOf = remembered((host: HostTopology): KnownCpus => {
  const offline = new Set<CpuId>();
  const online = new Set<CpuId>([...host.nodes.values()].flatMap((node) => node.cpus ?? []));
  for (const cpu of host.cpus.values()) (cpu.online === false ? offline : online).add(cpu.id);
  for (const cpu of offline) online.delete(cpu);
  return { online, offline, words: numbered('CPU', [...online]) };
});

/** Where the host's description names offline CPUs, all others are absent; else it cannot tell the two apart. */
function absentReport(
  absent: readonly CpuId[],
  { offline, words }: KnownCpus,
  isLeftOut: boolean,
): Pick<Report, 'message' | 'severity'> {
  const what = numbered('CPU', absent);
  const isAbsent =
    offline.size > 0
      ? `${what} ${verb(absent, 'does', 'do')} not exist on this host`
      : `${what} ${verb(absent, 'is', 'are')} absent from this host, or offline`;
  return isLeftOut
    ? { severity: 'warning', message: `${isAbsent}: ${leftOut(absent)}; it has ${words}` }
    : { message: `${isAbsent}; it has ${words}` };
}

const leftOut = (cpus: readonly CpuId[]): string =>
  `the kernel leaves ${verb(cpus, 'it', 'them')} out without a word`;

function offlineReport(
  offline: readonly CpuId[],
  usable: boolean,
): Pick<Report, 'message' | 'severity'> {
  const what = `${numbered('CPU', offline)} ${verb(offline, 'is', 'are')} offline`;
  return usable
    ? {
        severity: 'warning',
        message: `${what}: ${leftOut(offline)}`,
      }
    : {
        severity: 'error',
        message: `${what}, and the pin has no CPU that is online: the guest does not start`,
      };
}

/** Dropping the numbers; where none would remain, the CPUs beside the memory, or dropping the pin. */
function fixesFor(
  { text, domain, host }: HostContext,
  { cpuset, from }: Pin,
  { online }: KnownCpus,
): Fix[] {
  const set = cpuset.value;
  if (set === undefined) return [];
  const isUnusable = (cpu: number) => !online.has(cpu as CpuId);
  const rest = setWithout(text, set, isUnusable);
  if (rest !== undefined) {
    const dropped = formatIdSet(set.values.filter(isUnusable));
    const edits = [{ range: cpuset.range, newText: rest }];
    return [{ title: `Drop ${dropped} from the pin`, safe: false, edits }];
  }
  const isVcpu = from.element.tagName === 'vcpu';
  const edit = isVcpu ? removeAttribute(text, cpuset) : removeElement(text, from);
  const remove = { title: 'Remove the pin', safe: false, edits: [edit] };
  const nodes = memoryNodesUnder(domain, host, from);
  const near = allCpusOf(host, nodes).filter((cpu) => online.has(cpu));
  if (near.length === 0) return [remove];
  const title = `Pin to ${numbered('CPU', near)} of ${numbered('node', nodes)}, where the memory is`;
  return [{ title, safe: false, edits: writeValue(from, 'cpuset', formatIdSet(near)) }, remove];
}
