import { roundedUp, wholeDemand } from '../../domain/demand.ts';
import { appendChildren, indentStep, insertAfter } from '../../domain/edit.ts';
import { mayBeInSession } from '../../domain/sessionSigns.ts';
import { formatExactBytes } from '../../host/format.ts';
import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'memory/locked-without-limit',
    severity: 'information',
    summary: 'The memory is locked, and nothing limits it',
    why: 'Without `<hard_limit>` libvirt removes the limit of locked memory altogether: QEMU can lock all of the host’s RAM.',
    reference: 'https://libvirt.org/formatdomain.html#memory-backing',
    fix: 'suggested',
    since: '0.1.0',
    about: ['locked'],
  },
  function* ({ text, domain }) {
    const { memoryBacking, memtune } = domain;
    const locked = memoryBacking?.locked;
    if (locked === undefined || memtune?.hardLimit?.content !== undefined) return;
    // There a limit is refused, and libvirt cannot lift that of the user.
    if (mayBeInSession(domain)) return;
    const need = wholeDemand(domain);
    const enough = need === undefined ? undefined : roundedUp(need, GIB) + GIB;
    const line = `<hard_limit unit='GiB'>${(enough ?? 0n) / GIB}</hard_limit>`;
    const lines = ['<memtune>', `${indentStep(text)}${line}`, '</memtune>'];
    const edit =
      memoryBacking === undefined || memtune?.hardLimit !== undefined
        ? undefined
        : memtune === undefined
          ? insertAfter(text, memoryBacking, lines)
          : appendChildren(text, memtune, [line]);
    yield {
      range: locked.source.name,
      message:
        'locked memory has no limit without <memtune><hard_limit>: QEMU may lock all of the host',
      fixes:
        enough === undefined || edit === undefined
          ? []
          : [
              {
                title: `Add a hard limit of ${formatExactBytes(enough)}, the guest's memory with room for QEMU`,
                safe: false,
                edits: [edit],
              },
            ],
    };
  },
);

const GIB = 1n << 30n;
