import { mentionsOf } from '../../domain/setText.ts';
import type { NodeId } from '../../host/topology.ts';
import { nodeSetsOf } from '../../placement/nodeSets.ts';
import { nodeSetFixer } from '../nodeSetFixes.ts';
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
    needs: ['nodes'],
  },
  function* (context) {
    const { domain, host, versions } = context;
    const has = numbered('node', [...host.nodes.keys()]);
    const fixesFor = nodeSetFixer(context);
    for (const use of nodeSetsOf(domain, host, versions)) {
      if (use.present.length === use.set.size) continue;
      const absent = use.set.values.filter((node) => !host.nodes.has(node));
      const fixes = fixesFor(use, absent, []);
      for (const { item, ids } of mentionsOf<NodeId>(use.set, absent))
        yield {
          range: item.range,
          message: `${numbered('node', ids)} ${verb(ids, 'does', 'do')} not exist on this host; it has ${has}`,
          fixes,
        };
    }
  },
);
