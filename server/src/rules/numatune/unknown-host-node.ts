import { mentionsOf } from '../../domain/setText.ts';
import { nodeSetsOf } from '../../placement/nodeSets.ts';
import { LARGE_SET, nodeSetFixer } from '../nodeSetFixes.ts';
import { hostRule } from '../rule.ts';
import { numbered, verb } from '../words.ts';

export default hostRule(
  {
    id: 'numatune/unknown-host-node',
    severity: 'error',
    summary: 'A node set names a host node that the host does not have',
    why: 'libvirt stores any number. When the guest is started it refuses the first node that is not there, in every mode, also beside nodes that are.',
    reference: 'https://libvirt.org/formatdomain.html#numa-node-tuning',
    fix: 'suggested',
    since: '0.1.0',
    about: ['numatune', 'nodemask'],
    needs: ['nodes'],
  },
  function* (context) {
    const { domain, host, versions } = context;
    const has = numbered('node', [...host.nodes.keys()]);
    const fixesFor = nodeSetFixer(context);
    for (const use of nodeSetsOf(domain, host, versions)) {
      const missing = use.set.size - use.present.length;
      if (missing === 0) continue;
      const useful = use.present.filter((node) => host.nodes.get(node)?.total !== 0n);
      const fixes = fixesFor(use, useful, []);
      if (use.set.size > LARGE_SET) {
        const message = `${missing} nodes of this set do not exist on this host; it has ${has}`;
        yield { range: use.nodeset.range, message, fixes };
        continue;
      }
      const absent = use.set.values.filter((node) => !host.nodes.has(node));
      for (const { item, ids } of mentionsOf(use.set, absent))
        yield {
          range: item.range,
          message: `${numbered('node', ids)} ${verb(ids, 'does', 'do')} not exist on this host; it has ${has}`,
          fixes,
        };
    }
  },
);
