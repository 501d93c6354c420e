import { insertAfter, removeElement } from '../../domain/edit.ts';
import type { Iothreadpin } from '../../domain/model.ts';
import { iothreadsOf } from '../../domain/pins.ts';
import type { Fix } from '../../text/finding.ts';
import { domainRule, type DomainContext } from '../rule.ts';
import { numbered } from '../words.ts';

export default domainRule(
  {
    id: 'pinning/unknown-iothread',
    severity: 'error',
    summary: 'An `<iothreadpin>` pins an I/O thread that the guest does not have',
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
    const wanted = domain.iothreadpins.reduce((most, pin) => Math.max(most, likelyId(pin)), 1);
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
  },
);

/** More I/O threads than that are a typing error. */
const LIKELY = 64;

function likelyId({ iothread }: Iothreadpin): number {
  const id = iothread?.value ?? 0;
  return id > LIKELY ? 0 : id;
}

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
