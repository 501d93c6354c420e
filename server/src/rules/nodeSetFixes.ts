import { bindingsOf } from '../domain/policy.ts';
import { setWithout } from '../domain/setText.ts';
import { rebound } from '../domain/whatIf.ts';
import { formatIdSet } from '../host/format.ts';
import type { NodeId } from '../host/topology.ts';
import { chooseNodes } from '../placement/chooseNodes.ts';
import { harmless } from '../placement/hazards.ts';
import type { NodeSetUse } from '../placement/nodeSets.ts';
import { widened } from '../placement/widened.ts';
import type { Fix } from '../text/finding.ts';
import type { HostContext } from './rule.ts';
import { numbered } from './words.ts';

/**
 * Makes the fixes for a set of host nodes of which some are of no use: dropping those; where the rest is too small, or
 * nothing is left, other nodes in their place, nearest to `near` first.
 */
export function nodeSetFixer(
  context: HostContext,
): (use: NodeSetUse, useless: readonly NodeId[], near: readonly NodeId[]) => readonly Fix[] {
  const { text, domain, host } = context;
  const isHarmless = harmless(context);
  /** A memory device had best take its memory from where the guest does. */
  const nodesOfGuest = (): readonly NodeId[] => {
    const sets = bindingsOf(domain).flatMap(({ nodeset }) => nodeset.value ?? []);
    return [...host.nodes.keys()].filter((node) => sets.some((set) => set.has(node)));
  };
  return ({ from, nodeset, set, present }, useless, near) => {
    const dropped = new Set<NodeId>(useless);
    const rest = present.filter((node) => !dropped.has(node));
    const accepts = (nodes: readonly NodeId[]): boolean =>
      from === undefined || isHarmless(rebound(domain, [from], { nodes }));
    const written = (newText: string, title: string): Fix => ({
      title,
      safe: false,
      edits: [{ range: nodeset.range, newText }],
    });
    const without = setWithout(text, set, (id) => dropped.has(id as NodeId));
    if (without !== undefined && accepts(rest))
      return [written(without, `Drop ${formatIdSet(useless)} from the node set`)];
    const start = from === undefined && near.length === 0 ? nodesOfGuest() : near;
    const others =
      rest.length > 0 ? widened(host, rest, accepts) : chooseNodes(domain, host, start, accepts);
    if (others === undefined) return [];
    const value = formatIdSet(others);
    return [written(value, `Use ${numbered('node', others)} instead`)];
  };
}
