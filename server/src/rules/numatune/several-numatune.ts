import { removeElement } from '../../domain/edit.ts';
import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'numatune/several-numatune',
    severity: 'error',
    summary: 'A domain has more than one `<numatune>`',
    why: 'libvirt refuses the domain rather than choose one of them.',
    reference: 'https://libvirt.org/formatdomain.html#numa-node-tuning',
    fix: 'suggested',
    since: '0.1.0',
    about: ['numatune'],
    drivers: 'any',
  },
  function* ({ text, domain }) {
    const [first, ...others] = domain.numatunes;
    if (first === undefined) return;
    for (const numatune of others)
      yield {
        range: numatune.source.name,
        message: 'there is a <numatune> already: libvirt accepts one',
        related: [{ range: first.source.name, message: 'the first <numatune>' }],
        fixes: [
          {
            title: 'Remove this <numatune>',
            safe: false,
            edits: [removeElement(text, numatune)],
          },
        ],
      };
  },
);
