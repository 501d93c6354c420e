import type { Memnode, NumatuneMemory } from '../../domain/model.ts';
import { memoryPolicy } from '../../domain/policy.ts';
import { formatVersion, severalPreferred } from '../../domain/versions.ts';
import { nearestNodes } from '../../host/queries.ts';
import type { NodeId, Versions } from '../../host/topology.ts';
import { pinnedNodes, roomiestFirst } from '../../placement/chooseNodes.ts';
import { presentIn } from '../../placement/nodeSets.ts';
import type { IdSet } from '../../vocabulary/values/idSet.ts';
import { offering, rebind, type Proposal } from '../modeFixes.ts';
import { domainRule, type DomainContext, type Report } from '../rule.ts';
import { listed, numbered } from '../words.ts';

export default domainRule(
  {
    id: 'numatune/preferred-several-nodes',
    severity: 'information',
    summary: 'Several nodes are preferred, which older software refuses or reads as one',
    why: 'Before libvirt 9.0 or Linux 5.15 such a guest does not start. Before QEMU 8.0 it starts, and its memory comes from the lowest of the nodes only.',
    reference: 'https://libvirt.org/formatdomain.html#numa-node-tuning',
    fix: 'suggested',
    since: '0.1.0',
    about: ['numatune'],
  },
  function* (context) {
    const { domain, versions } = context;
    const offer = offering(context);
    const policy = memoryPolicy(domain);
    const memory = domain.numatune?.memory;
    const general = memory !== undefined && policy.kind === 'static' ? [memory] : [];
    const own =
      domain.cells.length > 0 && policy.kind !== 'auto' ? (domain.numatune?.memnodes ?? []) : [];
    for (const element of [...general, ...own]) {
      const set = element.nodeset?.value;
      if (element.mode?.value !== 'preferred' || set === undefined || set.size < 2) continue;
      const told = tell(set, versions, element === memory);
      if (told === undefined) continue;
      yield {
        range: element.nodeset?.range ?? element.source.name,
        ...told,
        fixes: offer(() => [
          keepOne(context, element, set),
          rebind(domain, [element], { mode: 'interleave' }, "Change the mode to 'interleave'"),
        ]),
      };
    }
  },
);

/** Only the nodes of `<memory>` pass through libvirt and the kernel; QEMU binds the memory to all sets. */
function tell(
  set: IdSet<NodeId>,
  versions: Versions,
  isGeneral: boolean,
): Pick<Report, 'message' | 'severity'> | undefined {
  const { refusedBy, needed, lowestOnly } = severalPreferred(versions);
  const subject = `'preferred' over ${numbered('node', set.values)}`;
  if (isGeneral && refusedBy.length > 0)
    return {
      severity: 'error',
      message: `${subject}: ${listed(refusedBy)} ${refusedBy.length === 1 ? 'takes' : 'take'} one node only, and the guest does not start`,
    };
  const lowest = `node ${set.values[0] ?? ''}`;
  const toStart = isGeneral && needed.length > 0 ? `needs ${listed(needed)} to start` : undefined;
  const toUse =
    lowestOnly === undefined
      ? `${toStart === undefined ? 'needs ' : ''}QEMU 8.0 to use more than ${lowest}`
      : undefined;
  if (lowestOnly === true) {
    const qemu = `QEMU ${formatVersion(versions.qemu ?? [])} takes the memory from ${lowest} only`;
    return {
      message: toStart === undefined ? `${subject}: ${qemu}` : `${subject} ${toStart}, and ${qemu}`,
    };
  }
  const needs = [toStart, toUse].filter((need) => need !== undefined);
  return needs.length === 0 ? undefined : { message: `${subject} ${needs.join(', and ')}` };
}

/** The node on which the pinned CPUs are, or that nearest to them; else the roomiest, as far as the host is known. */
function keepOne(
  { domain, host }: DomainContext,
  element: NumatuneMemory | Memnode,
  set: IdSet<NodeId>,
): Proposal | undefined {
  const keep = (node: NodeId | undefined, why: string): Proposal | undefined =>
    node === undefined
      ? undefined
      : rebind(domain, [element], { nodes: [node] }, `Keep node ${node} only${why}`);
  if (host === undefined) return keep(set.values[0], '');
  const useful = presentIn(set, host).filter((node) => host.nodes.get(node)?.total !== 0n);
  const pinned = pinnedNodes(domain, host, 'cellid' in element ? element.cellid?.value : undefined);
  const here = pinned.filter((node) => useful.includes(node));
  if (here.length > 0) return keep(roomiestFirst(host, here)[0], ', where the CPUs are');
  const near = pinned.length === 0 ? [] : nearestNodes(host, pinned);
  const nearest = near.find((node) => useful.includes(node));
  if (nearest !== undefined) return keep(nearest, ', the nearest to the CPUs');
  return keep(roomiestFirst(host, useful)[0], ', the roomiest');
}
