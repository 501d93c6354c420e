import type { HostMap } from '../model.ts';

/** How a picture says sizes: all in one unit, at most one decimal, none from 100 on. */
export interface Unit {
  readonly name: 'MiB' | 'GiB' | 'TiB';
  readonly bytes: number;
}

const MIB: Unit = { name: 'MiB', bytes: 2 ** 20 };
const GIB: Unit = { name: 'GiB', bytes: 2 ** 30 };
const TIB: Unit = { name: 'TiB', bytes: 2 ** 40 };

/** The unit in which the largest node has from 4 to some thousands. */
export function unitFor({ nodes }: Pick<HostMap, 'nodes'>): Unit {
  const most = Math.max(...nodes.map(({ total = 0 }) => total));
  if (most < 4 * GIB.bytes) return MIB;
  return most < 16 * TIB.bytes ? GIB : TIB;
}

/** `35.4`, `1,536`. */
export function amountIn({ bytes }: Unit, size: number): string {
  const n = size / bytes;
  const digits = n >= 100 ? String(Math.round(n)) : String(Math.round(n * 10) / 10);
  return digits.replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `2M`, `1G`, `64K`: a page size as the kernel's files say it. */
export function sayPageSize(bytes: number): string {
  for (const [letter, factor] of [
    ['T', 2 ** 40],
    ['G', 2 ** 30],
    ['M', 2 ** 20],
  ] as const)
    if (bytes >= factor && bytes % factor === 0) return `${bytes / factor}${letter}`;
  return `${Math.round(bytes / 1024)}K`;
}
