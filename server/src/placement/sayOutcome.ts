import { formatBytes, formatIdSet } from '../host/format.ts';
import type { NodeId } from '../host/topology.ts';
import type { Landing, Refusal } from './landing.ts';

/** What comes of a guest, in one sentence without a full stop: `fits node 0`, `spills 4 GiB to node 1`, `does not fit …`. */
export function sayOutcome({
  outcome,
  pieces,
  anywhere,
}: Pick<Landing, 'outcome' | 'pieces' | 'anywhere'>): string {
  switch (outcome.kind) {
    case 'fits':
      return sayFits(
        pieces.map(({ node }) => node),
        anywhere.flatMap(({ nodes }) => nodes),
      );
    case 'spills':
      return `spills ${formatBytes(outcome.bytes)} to ${named(outcome.nodes)}`;
    case 'mayFail': {
      const lack = `does not fit ${named(outcome.nodes)}: ${formatBytes(outcome.lack)} too much`;
      return outcome.atStart
        ? `${lack}, so without swap it is killed while it starts`
        : `${lack}, which are swapped out, or a process is killed`;
    }
    case 'refused':
      return `does not start: ${sayRefusal(outcome.reason)}`;
  }
}

function sayFits(known: readonly NodeId[], possible: readonly NodeId[]): string {
  if (possible.length === 0) return `fits ${named(known)}`;
  return `fits ${named([...known, ...possible])}; how much of which depends on the CPUs it runs on`;
}

/** Why a guest does not start: `node 7 does not exist`. */
export function sayRefusal(reason: Refusal): string {
  switch (reason.kind) {
    case 'absent':
      return `${named(reason.nodes)} ${one(reason.nodes, 'does', 'do')} not exist`;
    case 'no-memory':
      return `${named(reason.nodes)} ${one(reason.nodes, 'has', 'have')} no memory`;
    case 'no-cpus':
      return `${named(reason.nodes)} ${one(reason.nodes, 'has', 'have')} no CPUs`;
    case 'outside':
      return `${named(reason.nodes)} ${one(reason.nodes, 'is', 'are')} none of the guest's strict nodes`;
    case 'mixed-modes':
      return 'libvirt refuses restrictive beside other modes';
    case 'pool':
      return `${formatBytes(reason.lack)} of ${formatBytes(reason.pageSize)} pages are lacking on ${named(reason.nodes)}`;
  }
}

function one(nodes: readonly NodeId[], singular: string, plural: string): string {
  return nodes.length === 1 ? singular : plural;
}

function named(nodes: readonly NodeId[]): string {
  const ids = formatIdSet(nodes);
  return /^\d*$/.test(ids) ? `node ${ids}` : `nodes ${ids}`;
}
