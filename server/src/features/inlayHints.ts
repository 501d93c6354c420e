import type { Analysis } from '../analysis/analyze.ts';
import type { DomainModel } from '../domain/model.ts';
import { pinsOf } from '../domain/pins.ts';
import { hostNodeSetsOf } from '../domain/policy.ts';
import type { Written } from '../domain/read.ts';
import { sizesOf, type DomainSize } from '../domain/sizes.ts';
import { formatBytes, formatIdSet } from '../host/format.ts';
import type { CpuId, HostTopology, NodeId } from '../host/topology.ts';
import { nodesByCpu, nodesOfCpus } from '../placement/locality.ts';
import { presentIn } from '../placement/nodeSets.ts';
import { overlaps, range as rangeOf, type SourceRange } from '../text/range.ts';
import type { IdSet } from '../vocabulary/values/idSet.ts';

/** A note that an editor shows between the characters of the text. */
export interface InlayHint {
  readonly offset: number;
  /** `= 35 GiB`, `→ node 0`. */
  readonly label: string;
}

/**
 * What sizes and sets mean, in document order, as far as it lies in the range: for sizes in KiB or bytes what they are for
 * people; for CPU sets the host nodes of the CPUs; for node sets what memory the nodes have. Of a host with a single node
 * nothing is said.
 */
export function inlayHintsIn(analysis: Analysis, range: SourceRange): readonly InlayHint[] {
  const { host } = analysis.world;
  const hints = analysis.domains.flatMap((domain) => [
    ...sizesOf(domain).flatMap(sizeHint),
    ...(host === undefined || host.nodes.size < 2
      ? []
      : [...pinHints(domain, host), ...nodeHints(domain, host)]),
  ]);
  return hints
    .filter(({ offset }) => overlaps(rangeOf(offset - 1, offset + 1), range))
    .sort((a, b) => a.offset - b.offset);
}

const EVIDENT = 1024n;

/** Behind the number, or behind its unit where that follows. */
function sizeHint({ number, unit, bytes }: DomainSize): readonly InlayHint[] {
  if (bytes === undefined || number.value === undefined) return [];
  if (unit !== undefined && (unit.value === undefined || unit.value.factor > EVIDENT)) return [];
  if (bytes < 1024n * EVIDENT) return [];
  const end = number.whole.end;
  const isBehind = unit !== undefined && unit.whole.start >= end;
  return [{ offset: isBehind ? unit.whole.end : end, label: `= ${formatBytes(bytes)}` }];
}

function pinHints(domain: DomainModel, host: HostTopology): readonly InlayHint[] {
  const nodeOf = nodesByCpu(host);
  return pinsOf(domain).flatMap(({ cpuset }) => {
    const set = cpuset.value;
    if (set === undefined) return [];
    const nodes = nodesOfCpus(cpusIn(set, nodeOf), nodeOf);
    return nodes.length === 0 ? [] : [behind(cpuset, `→ ${named(nodes)}`)];
  });
}

function cpusIn(set: IdSet<CpuId>, nodeOf: ReadonlyMap<CpuId, NodeId>): readonly CpuId[] {
  return set.size < nodeOf.size ? set.values : [...nodeOf.keys()].filter(set.has);
}

function nodeHints(domain: DomainModel, host: HostTopology): readonly InlayHint[] {
  const sets = [
    ...hostNodeSetsOf(domain).map(({ nodeset }) => nodeset),
    ...domain.memoryDevices.flatMap(({ nodemask }) => nodemask?.content ?? []),
  ];
  return sets.flatMap((nodeset) => {
    const set = nodeset.value;
    if (set === undefined) return [];
    const nodes = presentIn(set, host);
    if (nodes.length === 0) return [];
    let sum = 0n;
    for (const node of nodes) {
      const total = host.nodes.get(node)?.total;
      if (total === undefined) return [];
      sum += total;
    }
    return [behind(nodeset, sum === 0n ? '→ no memory' : `→ ${formatBytes(sum)}`)];
  });
}

const behind = ({ whole }: Written<unknown>, label: string): InlayHint => ({
  offset: whole.end,
  label,
});

function named(nodes: readonly NodeId[]): string {
  return `node${nodes.length === 1 ? '' : 's'} ${formatIdSet(nodes)}`;
}
