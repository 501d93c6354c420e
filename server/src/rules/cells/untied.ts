import { generalCpuset, vcpupinsOf } from '../../domain/pins.ts';
import { cellsWithMemory, memoryPolicy } from '../../domain/policy.ts';
import { harmless } from '../../placement/hazards.ts';
import type { Fix } from '../../text/finding.ts';
import type { MemoryMode } from '../../vocabulary/values/memoryMode.ts';
import { bindLooseCells } from '../bindLooseCells.ts';
import { hostRule, type HostContext } from '../rule.ts';

/**
 * Information, and no warning: such a guest may lie as its cells say, by the host's own balancing or as it fits one node, and cells are also
 * written for what needs them (hotplug, a trial of a NUMA kernel); nothing is lost but speed, and that only perhaps.
 */
export default hostRule(
  {
    id: 'cells/untied',
    severity: 'information',
    summary: 'Several guest cells, and neither their memory nor their vCPUs are tied to host nodes',
    why: 'The guest keeps tasks and their memory in one cell and takes that for near. Where nothing ties cells to nodes, the host scheduler moves vCPUs between nodes, and the memory of a cell lies on any of them.',
    reference: 'https://libvirt.org/formatdomain.html#numa-node-tuning',
    fix: 'suggested',
    since: '0.1.0',
    about: ['cell'],
    needs: ['total'],
  },
  function* (context) {
    const { domain, host } = context;
    const { numa, numatune } = domain;
    const cells = cellsWithMemory(domain);
    if (numa === undefined || cells.length < 2 || (numatune?.memnodes.length ?? 0) > 0) return;
    if (
      memoryPolicy(domain).kind !== 'none' ||
      vcpupinsOf(domain).length > 0 ||
      generalCpuset(domain) !== undefined
    )
      return;
    const withMemory = [...host.nodes.values()].filter(({ total }) => total !== 0n);
    if (withMemory.length < 2) return;
    yield {
      range: numa.source.name,
      message: `the guest's ${cells.length} cells are tied to no node of ${host.name}: what the guest takes for near memory may be far`,
      fixes: tyingFixes(context),
    };
  },
);

/** Preferred ties a cell without making it fail; strict makes sure of the node. */
function tyingFixes(context: HostContext): readonly Fix[] {
  const { domain, host } = context;
  const cells = cellsWithMemory(domain);
  const loose = cells.flatMap(({ cellId }) => cellId ?? []);
  if (loose.length < cells.length || loose.some((id) => id >= domain.cells.length)) return [];
  const isHarmless = harmless(context);
  const modes: readonly MemoryMode[] = ['preferred', 'strict'];
  return modes.flatMap((mode) => {
    const proposal = bindLooseCells(context, host, loose, mode, isHarmless);
    return proposal === undefined ? [] : [proposal.fix];
  });
}
