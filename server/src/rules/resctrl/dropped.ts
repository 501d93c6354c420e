import { removeElement } from '../../domain/edit.ts';
import { vcpuCountOf } from '../../domain/pins.ts';
import { mentionsOf, NUMBERS_LIMIT, reaches, setWithout } from '../../domain/setText.ts';
import { allocationsOf, type Tune } from '../resctrlGroups.ts';
import { domainRule, type Report } from '../rule.ts';
import { countedFrom0, numbered, verb } from '../words.ts';

export default domainRule(
  {
    id: 'resctrl/dropped',
    severity: 'warning',
    summary: 'A `<cachetune>` or `<memorytune>`, or some of its vCPUs, is dropped without a word',
    why: 'libvirt cuts off vCPUs that the guest does not have, and leaves out a group without vCPUs, or without any allocation and monitor.',
    reference: 'https://libvirt.org/formatdomain.html#cpu-tuning',
    fix: 'safe',
    since: '0.1.0',
    about: ['cachetune', 'memorytune'],
    drivers: 'any',
  },
  function* ({ text, domain }) {
    const count = vcpuCountOf(domain);
    if (count === undefined) return;
    let numbers = 0;
    for (const tune of [...domain.cachetunes, ...domain.memorytunes]) {
      const set = tune.vcpus?.value;
      if (set === undefined || tune.source.halfTyped) continue;
      if ((numbers += set.size) > NUMBERS_LIMIT) return;
      yield* reportsOf(tune, count, text);
    }
  },
);

function* reportsOf(tune: Tune, count: number, text: string): Iterable<Report> {
  const { vcpus, source, element } = tune;
  const set = vcpus?.value;
  if (vcpus === undefined || set === undefined) return;
  const name = `<${element.tagName}>`;
  const remove = {
    title: `Remove this ${name}`,
    safe: true,
    edits: [removeElement(text, tune)],
  };
  if (allocationsOf(tune).length === 0 && tune.monitors.length === 0) {
    const message = `this ${name} allocates nothing and watches nothing: libvirt drops it silently`;
    yield { range: source.name, message, fixes: [remove] };
    return;
  }
  if (set.size > 0 && !reaches(set, count)) return;
  const absent = set.values.filter((vcpu) => vcpu >= count);
  const which = numbered('vCPU', absent);
  const none = `there ${verb(absent, 'is', 'are')} no ${which}: the guest has ${countedFrom0('vCPU', count)}`;
  if (absent.length === set.size) {
    const message =
      absent.length === 0
        ? `no vCPU is left in this set: libvirt drops the ${name} silently`
        : `${none}, and libvirt drops the ${name} silently`;
    yield { range: vcpus.range, message, fixes: [{ ...remove, safe: false }] };
    return;
  }
  const kept = setWithout(text, set, (vcpu) => vcpu >= count);
  const [mention] = mentionsOf<number>(set, absent);
  const edits = [{ range: vcpus.range, newText: kept ?? '' }];
  yield {
    range: mention?.item.range ?? vcpus.range,
    message: `${none}, and libvirt cuts ${verb(absent, 'it', 'them')} off silently`,
    fixes: kept === undefined ? [] : [{ title: `Drop ${which} here`, safe: true, edits }],
  };
}
