import { removeElement, writeValue } from '../../domain/edit.ts';
import type { Iothread } from '../../domain/model.ts';
import type { IothreadId } from '../../vocabulary/define.ts';
import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'pinning/doubled-iothread',
    severity: 'error',
    summary: 'Two I/O threads have the same number',
    why: 'libvirt refuses the domain.',
    reference: 'https://libvirt.org/formatdomain.html#iothreads-allocation',
    fix: 'suggested',
    since: '0.1.0',
    about: ['iothreadids'],
    drivers: 'any',
  },
  function* ({ text, domain }) {
    const used = new Set(domain.iothreadIds.flatMap(({ id }) => id?.value ?? []));
    const first = new Map<IothreadId, Iothread>();
    let next = 1 as IothreadId;
    for (const thread of domain.iothreadIds) {
      const { id } = thread;
      if (id?.value === undefined) continue;
      const earlier = first.get(id.value);
      if (earlier === undefined) {
        first.set(id.value, thread);
        continue;
      }
      while (used.has(next)) next = (next + 1) as IothreadId;
      used.add(next);
      yield {
        range: id.range,
        message: `there is an I/O thread ${id.value} already`,
        related: [{ range: earlier.id?.range ?? earlier.source.name, message: 'the first one' }],
        fixes: [
          {
            title: `Number it ${next}`,
            safe: false,
            edits: writeValue(thread, 'id', String(next)),
          },
          { title: 'Remove it', safe: false, edits: [removeElement(text, thread)] },
        ],
      };
    }
  },
);
