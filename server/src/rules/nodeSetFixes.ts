import { bindingsOf } from '../domain/policy.ts';
import { setWithout } from '../domain/setText.ts';
import { rebound, withNodemask } from '../domain/whatIf.ts';
import { formatIdSet } from '../host/format.ts';
import type { NodeId } from '../host/topology.ts';
import { chooseNodes } from '../placement/chooseNodes.ts';
import { harmless, judgementsFor } from '../placement/hazards.ts';
import type { NodeSetUse } from '../placement/nodeSets.ts';
import { widened } from '../placement/widened.ts';
import type { Fix } from '../text/finding.ts';
import type { HostContext } from './rule.ts';
import type { CellId } from '../vocabulary/define.ts';
import { numbered } from './words.ts';

/** A longer set is nobody's list of nodes: its numbers are not told one by one. */
export const LARGE_SET = 256;

/**
 * Makes the fixes for a set of host nodes of which only `useful` ones, ascending, are of use: dropping the others; where the
 * useful are too small, or there is none, other nodes in their place, nearest to `near` first.
 */
export function nodeSetFixer(
  context: HostContext,
): (use: NodeSetUse, useful: readonly NodeId[], near: readonly NodeId[]) => readonly Fix[] {
  const { text, domain, host } = context;
  const isHarmless = harmless(context);
  let left = judgementsFor(domain);
  /** A memory device had best take its memory from where the guest does. */
  const nodesOfGuest = (): readonly NodeId[] => {
    const sets = bindingsOf(domain).flatMap(({ nodeset }) => nodeset.value ?? []);
    return [...host.nodes.keys()].filter((node) => sets.some((set) => set.has(node)));
  };
  return ({ from, nodeset, set }, useful, near) => {
    if (left-- <= 0) return [];
    const accepts = (nodes: readonly NodeId[]): boolean =>
      isHarmless(
        from === undefined
          ? withNodemask(domain, nodeset, nodes)
          : rebound(domain, [from], { nodes }),
      );
    const written = (newText: string, title: string): readonly Fix[] => [
      { title, safe: false, edits: [{ range: nodeset.range, newText }] },
    ];
    if (useful.length > 0 && accepts(useful)) {
      const kept = formatIdSet(useful);
      if (set.size > LARGE_SET) return written(kept, `Keep ${numbered('node', useful)} only`);
      const known = new Set<number>(useful);
      const dropped = formatIdSet(set.values.filter((node) => !known.has(node)));
      const rest = setWithout(text, set, (node) => !known.has(node)) ?? kept;
      return written(rest, `Drop ${dropped} from the node set`);
    }
    const start = from === undefined && near.length === 0 ? nodesOfGuest() : near;
    const others =
      useful.length > 0
        ? widened(host, useful, accepts)
        : chooseNodes(domain, host, { near: start, cell: cellOf(from) }, accepts);
    if (others === undefined) return [];
    return written(formatIdSet(others), `Use ${numbered('node', others)} instead`);
  };
}

function cellOf(from: NodeSetUse['from']): CellId | undefined {
  return from !== undefined && 'cellid' in from ? from.cellid?.value : undefined;
}
