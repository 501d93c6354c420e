import { formatBytes } from '../host/format.ts';
import { nodeId, type HostTopology } from '../host/topology.ts';
import type { Placed } from './chunks.ts';
import type { Surveyed } from './ground.ts';
import type { Chunk } from './model.ts';

/** So many nodes are told one by one. */
const TOLD = 4;

/** `13 GiB come from node 0, 15 GiB from node 1`; undefined for memory that lands nowhere. */
export function saySharesOf({ landing }: Placed): string | undefined {
  const shares = sharesOf(landing);
  const [first, ...rest] = shares.slice(0, TOLD);
  if (first === undefined) return undefined;
  const more = shares.length > TOLD ? `, and the rest from ${shares.length - TOLD} more nodes` : '';
  const about = landing.some(({ anywhere }) => anywhere) ? 'about ' : '';
  return `${about}${first.text} come from node ${first.node}${rest
    .map(({ text, node }) => `, ${text} from node ${node}`)
    .join('')}${more}`;
}

/** `11.7 GiB on each` where several nodes give the same; else empty. */
export function sayEach({ landing }: Placed): string {
  const texts = new Set(sharesOf(landing).map(({ text }) => text));
  const [only] = texts;
  const isSpread = landing.every(({ anywhere }) => !anywhere) && sharesOf(landing).length > 1;
  return texts.size === 1 && isSpread && only !== undefined ? `${only} on each` : '';
}

/**
 * `22 GiB of it are remote, up to 3.1 times as far`: on none of the nodes on which the vCPUs of its cell run. Empty where nothing is, and
 * where the vCPUs may run anywhere or it is not known how far anything is.
 */
export function sayRemote(
  { landing }: Placed,
  { cells, host }: Pick<Surveyed, 'cells' | 'host'>,
): string {
  if (host.distances === undefined || landing.some(({ anywhere }) => anywhere)) return '';
  const withCpus = [...host.nodes.values()].filter(({ cpus }) => cpus?.length !== 0).length;
  const homes = new Map(cells.map(({ id, cpuNodes }) => [id, cpuNodes]));
  let sum = 0;
  let most = 0;
  for (const { cell, node, bytes } of landing) {
    const from = homes.get(cell) ?? [];
    if (from.length === 0 || from.length === withCpus || from.includes(node)) continue;
    sum += bytes;
    most = Math.max(most, Math.min(...from.map((home) => timesAsFar(host, home, node))));
  }
  if (sum === 0) return '';
  const far =
    most > 1 && most < FARTHEST ? `, up to ${Math.round(most * 10) / 10} times as far` : '';
  return `${formatBytes(BigInt(Math.round(sum)))} of it are remote${far}`;
}

/** A distance of 255 means unreachable. */
const FARTHEST = 25;

function timesAsFar({ distances }: HostTopology, home: number, node: number): number {
  const from = distances?.get(nodeId(home));
  return (from?.get(nodeId(node)) ?? 0) / (from?.get(nodeId(home)) ?? 10);
}

function sharesOf(landing: readonly Chunk[]) {
  const sums = new Map<number, number>();
  for (const { node, bytes } of landing) sums.set(node, (sums.get(node) ?? 0) + bytes);
  return [...sums].map(([node, sum]) => ({ node, text: formatBytes(BigInt(Math.round(sum))) }));
}
