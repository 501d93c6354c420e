import type { Analysis } from '../analysis/analyze.ts';
import type { DomainModel } from '../domain/model.ts';
import { formatBytes, formatCount } from '../host/format.ts';
import { UNNAMED_HOST } from '../host/hostName.ts';
import { facetsOf, type HostTopology } from '../host/topology.ts';
import type { Landing } from '../placement/landing.ts';
import { predict } from '../placement/predict.ts';
import { sayOutcome } from '../placement/sayOutcome.ts';
import { capacityFor } from '../placement/usage.ts';
import type { SourceRange } from '../text/range.ts';

/** A line that an editor shows above another. */
export interface CodeLens {
  /** The name in the start tag of the domain above which it stands. */
  readonly range: SourceRange;
  /** `host rack7: fits node 0, 12 of 15 GiB; 2 other guests`. */
  readonly title: string;
}

/**
 * For each domain how it lands on the host by itself, by the figures of the hover's table: what was free
 * where every node states it, which is said, else all memory of the nodes without the reserve. None without a host of known
 * sizes, for other drivers than QEMU's, for a domain of unknown size, and while it is broken.
 */
export function codeLensesOf({
  domains,
  otherGuests,
  world: { host },
}: Analysis): readonly CodeLens[] {
  if (host === undefined || !facetsOf(host).has('total')) return [];
  return domains.flatMap((domain) => lensOf(domain, host, otherGuests) ?? []);
}

function lensOf(domain: DomainModel, host: HostTopology, otherGuests = 0): CodeLens | undefined {
  if (!domain.isQemu || domain.isDamaged) return undefined;
  const landing = predict(domain, host);
  if (landing.isIncomplete || landing.demand === 0n) return undefined;
  const whose = host.name === UNNAMED_HOST ? UNNAMED_HOST : `host ${host.name}`;
  const others = otherGuests === 0 ? '' : `; ${formatCount(otherGuests, 'other guest')}`;
  return {
    range: domain.source.name,
    title: `${whose}: ${sayOutcome(landing)}${shareOf(landing, host)}${basisOf(landing)}${others}`,
  };
}

/** A snapshot is called one. A refusal does not depend on how much memory there is. */
function basisOf({ outcome, basis }: Landing): string {
  return outcome.kind === 'refused' || basis !== 'free' ? '' : ' (by free memory, a snapshot)';
}

/** How much of its nodes a guest takes that fits them for certain. */
function shareOf({ outcome, pieces, anywhere, basis }: Landing, host: HostTopology): string {
  if (outcome.kind !== 'fits' || anywhere.length > 0) return '';
  let taken = 0n;
  const nodes = new Set<(typeof pieces)[number]['node']>();
  for (const { node, bytes, kind } of pieces) {
    if (kind.kind === 'pool') return '';
    taken += bytes;
    nodes.add(node);
  }
  let has = 0n;
  for (const id of nodes) {
    const node = host.nodes.get(id);
    if (node !== undefined) has += capacityFor(node, { kind: 'ordinary' }, basis) ?? 0n;
  }
  const [needs, whole] = [formatBytes(taken), formatBytes(has)];
  const unit = / \w+$/.exec(whole)?.[0] ?? '';
  return `, ${needs.endsWith(unit) ? needs.slice(0, -unit.length) : needs} of ${whole}`;
}
