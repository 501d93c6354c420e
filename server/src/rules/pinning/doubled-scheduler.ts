import { removeElement } from '../../domain/edit.ts';
import type { Iothreadsched, Vcpusched } from '../../domain/model.ts';
import type { Written } from '../../domain/read.ts';
import { mentionsOf, NUMBERS_LIMIT } from '../../domain/setText.ts';
import type { IdSet } from '../../vocabulary/values/idSet.ts';
import { domainRule, type DomainContext, type Report } from '../rule.ts';
import { withoutIds } from '../schedulerFixes.ts';
import { numbered, verb } from '../words.ts';

export default domainRule(
  {
    id: 'pinning/doubled-scheduler',
    severity: 'error',
    summary: 'A vCPU, an I/O thread or the emulator gets two schedulers',
    why: 'libvirt refuses the domain: each thread has one scheduler, and the sets of `<vcpusched>`, and those of `<iothreadsched>`, must not overlap.',
    reference: 'https://libvirt.org/formatdomain.html#cpu-tuning',
    fix: 'suggested',
    since: '0.1.0',
    about: ['cputune'],
    drivers: 'any',
  },
  function* (context) {
    const { text, domain } = context;
    yield* overlaps(context, domain.vcpuscheds, ({ vcpus }) => vcpus, 'vCPU');
    yield* overlaps(context, domain.iothreadscheds, ({ iothreads }) => iothreads, 'I/O thread');
    const [first, ...others] = domain.emulatorscheds;
    if (first === undefined) return;
    for (const other of others)
      yield {
        range: other.source.name,
        message: 'the emulator has a scheduler already: libvirt takes one <emulatorsched>',
        related: [{ range: first.source.name, message: 'the first scheduler' }],
        fixes: [
          {
            title: 'Remove this scheduler',
            safe:
              first.scheduler?.text === other.scheduler?.text &&
              first.priority?.text === other.priority?.text,
            edits: [removeElement(text, other)],
          },
        ],
      };
  },
);

function* overlaps<S extends Vcpusched | Iothreadsched>(
  context: DomainContext,
  scheds: readonly S[],
  setOf: (sched: S) => Written<IdSet<number>> | undefined,
  noun: string,
): Generator<Report> {
  const owners = new Map<number, S>();
  let numbers = 0;
  for (const sched of scheds) {
    const written = setOf(sched);
    const set = written?.value;
    if (written === undefined || set === undefined) continue;
    if ((numbers += set.size) > NUMBERS_LIMIT) return;
    const doubled = set.values.filter((id) => owners.has(id));
    for (const id of set.values) if (!owners.has(id)) owners.set(id, sched);
    if (doubled.length === 0) continue;
    const fix = withoutIds(context, sched, written, new Set(doubled), noun);
    for (const { item, ids } of mentionsOf(set, doubled)) {
      const owner = ids[0] === undefined ? undefined : owners.get(ids[0]);
      const place = owner && setOf(owner);
      yield {
        range: item.range,
        message: `${numbered(noun, ids)} ${verb(ids, 'has', 'have')} a scheduler already: libvirt takes one for each`,
        related:
          place === undefined ? [] : [{ range: place.range, message: 'the first scheduler' }],
        fixes: [fix],
      };
    }
  }
}
