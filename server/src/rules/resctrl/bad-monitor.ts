import { writeValue } from '../../domain/edit.ts';
import { vcpuCountOf } from '../../domain/pins.ts';
import { NUMBERS_LIMIT } from '../../domain/setText.ts';
import { formatIdSet } from '../../host/format.ts';
import type { SourceRange } from '../../text/range.ts';
import { allocationsOf, resctrlGroupsOf, withinGuest, type Tune } from '../resctrlGroups.ts';
import { domainRule, type Report } from '../rule.ts';
import { numbered, verb } from '../words.ts';

export default domainRule(
  {
    id: 'resctrl/bad-monitor',
    severity: 'error',
    summary: 'A monitor watches what libvirt cannot watch',
    why: 'libvirt refuses the domain: a monitor watches vCPUs of its group, of caches those of level 3, and monitors of a group watch the same vCPUs or none in common; one may watch the whole group beside them.',
    reference: 'https://libvirt.org/formatdomain.html#cpu-tuning',
    fix: 'suggested',
    since: '0.1.0',
    about: ['monitor'],
    drivers: 'any',
  },
  function* ({ domain }) {
    const count = vcpuCountOf(domain);
    if (count === undefined) return;
    const states = new Map<string, GroupState>();
    let numbers = 0;
    for (const { tune, vcpus, key, kind } of resctrlGroupsOf(domain) ?? []) {
      const state = states.get(key) ?? newState(key, vcpus);
      if (allocationsOf(tune).length > 0) state.allocates = true;
      for (const monitor of tune.monitors) {
        yield* levelReports(monitor);
        const set = monitor.vcpus;
        if (set?.value === undefined) continue;
        if ((numbers += set.value.size) > NUMBERS_LIMIT) return;
        const wrong = wrongWith(withinGuest(set.value, count), kind, state, set.range);
        if (wrong !== undefined) yield wrong;
      }
      if (state.allocates || state.monitors.size > 0) states.set(key, state);
    }
  },
);

/** The monitors of a group in which nothing was wrong. */
interface GroupState {
  readonly key: string;
  readonly vcpus: ReadonlySet<number>;
  /** By what they count and whom they watch. */
  readonly monitors: Map<string, SourceRange>;
  /** Those that watch a part of the group, by vCPU. */
  readonly parts: Map<number, Watching>;
  /** One that watches all of the group. */
  whole: Watching | undefined;
  allocates: boolean;
}

interface Watching {
  readonly key: string;
  readonly range: SourceRange;
}

function newState(key: string, vcpus: readonly number[]): GroupState {
  return {
    key,
    vcpus: new Set(vcpus),
    monitors: new Map(),
    parts: new Map(),
    whole: undefined,
    allocates: false,
  };
}

function* levelReports(monitor: Tune['monitors'][number]): Iterable<Report> {
  if (!('level' in monitor) || monitor.level?.value === undefined || monitor.level.value === 3)
    return;
  yield {
    range: monitor.level.range,
    message: `libvirt watches caches of level 3 only, not of level ${monitor.level.value}`,
    fixes: [
      { title: 'Change the level to 3', safe: false, edits: writeValue(monitor, 'level', '3') },
    ],
  };
}

/** libvirt src/conf/domain_conf.c virDomainResctrlValidateMonitor. A monitor in which nothing is wrong is remembered. */
function wrongWith(
  vcpus: readonly number[],
  kind: string,
  state: GroupState,
  range: SourceRange,
): Report | undefined {
  if (vcpus.length === 0)
    return { range, message: 'this monitor watches no vCPU of the guest: libvirt refuses it' };
  const strange = vcpus.filter((vcpu) => !state.vcpus.has(vcpu));
  if (strange.length > 0)
    return {
      range,
      message: `${numbered('vCPU', strange)} ${verb(strange, 'is', 'are')} not in this group: it has ${state.key}`,
    };
  const key = formatIdSet(vcpus);
  const same = state.monitors.get(`${kind} ${key}`);
  if (same !== undefined)
    return {
      range,
      message: 'an earlier monitor watches the same vCPUs',
      related: [{ range: same, message: 'here' }],
    };
  const other = overlapping(key, vcpus, state);
  if (other !== undefined)
    return {
      range,
      message: `an earlier monitor watches some of these vCPUs: ${other.key}`,
      related: [{ range: other.range, message: 'here' }],
    };
  state.monitors.set(`${kind} ${key}`, range);
  if (key === state.key) state.whole ??= { key, range };
  else for (const vcpu of vcpus) state.parts.set(vcpu, state.parts.get(vcpu) ?? { key, range });
  return undefined;
}

/** A group that allocates something can be watched as a whole and in parts at once. */
function overlapping(
  key: string,
  vcpus: readonly number[],
  { key: group, parts, whole, allocates }: GroupState,
): Watching | undefined {
  if (key === group) return allocates ? undefined : parts.values().next().value;
  if (whole !== undefined && !allocates) return whole;
  for (const vcpu of vcpus) {
    const other = parts.get(vcpu);
    if (other !== undefined && other.key !== key) return other;
  }
  return undefined;
}
