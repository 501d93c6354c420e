import { mentionsOf } from '../../domain/setText.ts';
import { nodeSetsOf, type NodeSetUse } from '../../placement/nodeSets.ts';
import { nodeSetFixer } from '../nodeSetFixes.ts';
import { hostRule, type Report } from '../rule.ts';
import { numbered, verb } from '../words.ts';

export default hostRule(
  {
    id: 'numatune/node-without-memory',
    severity: 'warning',
    summary: 'A node set names a host node that has no memory',
    why: 'The kernel leaves such a node out without a word. A set of nothing else it refuses, so that the guest does not start; only restrictive starts, and then restricts nothing.',
    reference: 'https://libvirt.org/formatdomain.html#numa-node-tuning',
    fix: 'suggested',
    since: '0.1.0',
    about: ['numatune', 'nodemask'],
    needs: ['total'],
  },
  function* (context) {
    const { domain, host, versions } = context;
    const fixesFor = nodeSetFixer(context);
    for (const use of nodeSetsOf(domain, host, versions)) {
      const bare = use.present.filter((node) => host.nodes.get(node)?.total === 0n);
      // A set with a node that is not there is refused for that.
      if (bare.length === 0 || use.present.length < use.set.size) continue;
      const what = `${numbered('node', bare)} ${verb(bare, 'has', 'have')} no memory`;
      if (bare.length === use.present.length) {
        const report = withoutAny(use);
        if (report !== undefined)
          yield {
            range: use.nodeset.range,
            ...report,
            message: `${what}: ${report.message}`,
            fixes: fixesFor(use, [], bare),
          };
        continue;
      }
      const others = use.present.filter((node) => host.nodes.get(node)?.total !== 0n);
      const fixes = fixesFor(use, others, []);
      for (const { item, ids } of mentionsOf(use.set, bare))
        yield {
          range: item.range,
          message: `${numbered('node', ids)} ${verb(ids, 'has', 'have')} no memory on this host: the kernel leaves ${verb(ids, 'it', 'them')} out`,
          fixes,
        };
    }
  },
);

/** What a set without any memory comes to; nothing under a bad mode, and for a device, whose nodes restrictive ignores. */
function withoutAny({ from, mode }: NodeSetUse): Pick<Report, 'message' | 'severity'> | undefined {
  if (mode === undefined) return undefined;
  if (mode !== 'restrictive') return { severity: 'error', message: 'the guest does not start' };
  return from && { severity: 'warning', message: "'restrictive' then restricts nothing" };
}
