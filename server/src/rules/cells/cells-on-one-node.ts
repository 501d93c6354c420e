import { type Binding, bindingsOf, cellsWithMemory } from '../../domain/policy.ts';
import type { NodeId } from '../../host/topology.ts';
import { offering, rebind } from '../modeFixes.ts';
import { hostRule } from '../rule.ts';
import { numbered } from '../words.ts';

/**
 * Information, and no warning: the nodes are as written, and the other node may be left to other guests on purpose. A node that is too small
 * for its cells is numatune/node-too-small's.
 */
export default hostRule(
  {
    id: 'cells/cells-on-one-node',
    severity: 'information',
    summary:
      'Several guest cells take their memory from one host node, and another node gives none',
    why: 'The guest takes its cells for far apart and keeps work and memory from moving between them, though on the host they are one place; and the memory bandwidth of the other node is not used.',
    reference: 'https://libvirt.org/formatdomain.html#numa-node-tuning',
    fix: 'suggested',
    since: '0.1.0',
    about: ['cell'],
    needs: ['total', 'cpus'],
  },
  function* (context) {
    const { domain, host } = context;
    const cells = cellsWithMemory(domain);
    if (cells.length < 2) return;
    const bindings = bindingsOf(domain).filter(({ cell }) => cell?.bytes !== 0n);
    // A cell that is bound to several nodes, or to none, may use the others.
    if (bindings.length < cells.length) return;
    const byNode = new Map<NodeId, Binding[]>();
    for (const binding of bindings) {
      const [node, ...others] = binding.nodeset.value?.values ?? [];
      if (node === undefined || others.length > 0 || !host.nodes.has(node)) return;
      byNode.set(node, [...(byNode.get(node) ?? []), binding]);
    }
    const idle = [...host.nodes.values()].filter(
      ({ id, total, cpus = [] }) => total !== 0n && cpus.length > 0 && !byNode.has(id),
    );
    const [other] = idle;
    if (other === undefined) return;
    const offer = offering(context);
    for (const [node, shared] of byNode) {
      const last = shared.at(-1);
      // Memory without CPUs is chosen for its own sake.
      if (shared.length < 2 || last === undefined || host.nodes.get(node)?.cpus?.length === 0)
        continue;
      const ids = shared.flatMap(({ cell }) => cell?.cellId ?? []);
      const isOwn = 'cellid' in last.from;
      const where = numbered('node', [other.id]);
      yield {
        range: last.nodeset.range,
        message: `${numbered('cell', ids)} are apart for the guest, but take their memory from one node, ${node}, while ${where} gives none`,
        fixes: offer(() => [
          isOwn
            ? rebind(
                domain,
                [last.from],
                { nodes: [other.id] },
                `Take cell ${ids.at(-1) ?? ''} from ${where}`,
              )
            : undefined,
        ]),
      };
    }
  },
);
