import { formatBytes } from '../host/format.ts';
import type { Placed } from './chunks.ts';
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

function sharesOf(landing: readonly Chunk[]) {
  const sums = new Map<number, number>();
  for (const { node, bytes } of landing) sums.set(node, (sums.get(node) ?? 0) + bytes);
  return [...sums].map(([node, sum]) => ({ node, text: formatBytes(BigInt(Math.round(sum))) }));
}
