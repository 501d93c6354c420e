import { insertAfter, removeAttribute, removeElement } from '../../domain/edit.ts';
import { usersReadBy } from '../../domain/iothreadUses.ts';
import { iothreadsOf } from '../../domain/pins.ts';
import { mentionsOf, NUMBERS_LIMIT } from '../../domain/setText.ts';
import type { Fix } from '../../text/finding.ts';
import type { IothreadId } from '../../vocabulary/define.ts';
import type { IdSet } from '../../vocabulary/values/idSet.ts';
import { domainRule, type DomainContext, type Report } from '../rule.ts';
import { withoutIds } from '../schedulerFixes.ts';
import { numbered, verb } from '../words.ts';

export default domainRule(
  {
    id: 'pinning/unknown-iothread',
    severity: 'error',
    summary:
      'A pin, a scheduler, a disk or a controller names an I/O thread that the guest does not have',
    why: 'libvirt refuses the domain. I/O threads are counted from 1, up to the number in `<iothreads>`, unless `<iothreadids>` names them.',
    reference: 'https://libvirt.org/formatdomain.html#iothreads-allocation',
    fix: 'suggested',
    since: '0.1.0',
    drivers: 'any',
  },
  function* (context) {
    const { text, domain } = context;
    const known = iothreadsOf(domain);
    if (known === undefined) return;
    const has =
      known.size === 0 ? 'none: <iothreads> is missing' : numbered('I/O thread', [...known]);
    const named = [
      ...domain.iothreadpins.map(({ iothread }) => iothread?.value ?? 0),
      ...domain.iothreadscheds.flatMap(({ iothreads }) => greatestOf(iothreads?.value)),
      ...namedByDevices(context).map(({ id }) => id ?? 0),
    ];
    const wanted = named.reduce((most, id) => (id > LIKELY ? most : Math.max(most, id)), 1);
    for (const pin of domain.iothreadpins) {
      const id = pin.iothread?.value;
      if (id === undefined || known.has(id) || pin.iothread === undefined) continue;
      yield {
        range: pin.iothread.range,
        message: `there is no I/O thread ${id}; the guest has ${has}`,
        fixes: [
          ...(id > LIKELY ? [] : addThreads(context, wanted)),
          { title: 'Remove the pin', safe: false, edits: [removeElement(text, pin)] },
        ],
      };
    }
    yield* inDevices(context, known, has, wanted);
    let numbers = 0;
    for (const sched of domain.iothreadscheds) {
      const set = sched.iothreads?.value;
      if (sched.iothreads === undefined || set === undefined) continue;
      if ((numbers += set.size) > NUMBERS_LIMIT) return;
      const absent = set.values.filter((id) => !known.has(id));
      if (absent.length === 0) continue;
      const isLikely = greatestOf(set) <= LIKELY && !absent.some((id) => id < 1);
      const fix = withoutIds(context, sched, sched.iothreads, new Set(absent), 'I/O thread');
      for (const { item, ids } of mentionsOf(set, absent))
        yield {
          range: item.range,
          message: `there ${verb(ids, 'is', 'are')} no ${numbered('I/O thread', ids)}; the guest has ${has}`,
          fixes: [...(isLikely ? addThreads(context, wanted) : []), fix],
        };
    }
  },
);

/** libvirt src/qemu/qemu_validate.c qemuValidateDomainDeviceDefDiskIOThreads, qemuValidateCheckSCSIControllerIOThreads. */
function* inDevices(
  context: DomainContext,
  known: ReadonlySet<number>,
  has: string,
  wanted: number,
): Iterable<Report> {
  for (const named of namedByDevices(context)) {
    const { id, text, range, written, isAttribute } = named;
    if (id !== undefined && known.has(id)) continue;
    const drop: Fix = {
      title: isAttribute ? 'Use no I/O thread here' : 'Take it out of the list',
      safe: false,
      edits: [
        isAttribute ? removeAttribute(context.text, written) : removeElement(context.text, named),
      ],
    };
    const message =
      id === undefined
        ? `'${text}' is no I/O thread: they are counted from 1`
        : `there is no I/O thread ${id}; the guest has ${has}`;
    const isLikely = id !== undefined && id <= LIKELY;
    yield { range, message, fixes: [...(isLikely ? addThreads(context, wanted) : []), drop] };
  }
}

/** What disks and controllers name; only the qemu driver looks at it. */
const namedByDevices = ({ domain, versions }: DomainContext) =>
  !domain.isQemu
    ? []
    : usersReadBy(versions.libvirt, domain).flatMap(({ attribute, mapping }) => [
        ...(attribute === undefined ? [] : [{ ...attribute, isAttribute: true }]),
        ...(mapping?.named ?? []).map((named) => ({ ...named, isAttribute: false })),
      ]);

/** More I/O threads than that are a typing error. */
const LIKELY = 64;

/** Without laying the set out: what a later item takes out again may count, too. */
const greatestOf = (set: IdSet<IothreadId> | undefined): number =>
  (set?.items ?? []).reduce(
    (most, { last, excluded }) => (excluded ? most : Math.max(most, last)),
    0,
  );

/** Raising the number of I/O threads, where they are counted and not listed. */
function addThreads({ text, domain }: DomainContext, wanted: number): Fix[] {
  const { vcpu, iothreads, iothreadIds } = domain;
  if (iothreadIds.length > 0) return [];
  const title = `Give the guest ${wanted} I/O thread${wanted === 1 ? '' : 's'}`;
  if (iothreads?.content !== undefined)
    return [
      { title, safe: false, edits: [{ range: iothreads.content.range, newText: String(wanted) }] },
    ];
  if (vcpu === undefined || iothreads !== undefined) return [];
  const edit = insertAfter(text, vcpu, [`<iothreads>${wanted}</iothreads>`]);
  return [{ title, safe: false, edits: [edit] }];
}
