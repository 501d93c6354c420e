import type { Comparison } from './contradiction.ts';
import { formatBytesApart, formatExactBytes, formatIdSet } from './format.ts';
import { compareVersions } from './topology.ts';
import type { Bytes, CpuId, Version } from './topology.ts';

const MEBIBYTE = 1n << 20n;

/**
 * numactl cuts sizes down to whole MiB and numastat rounds them to hundredths: a size less than 1 MiB away is the same one,
 * one in KiB the exact one.
 */
export const totals: Comparison<Bytes> = {
  same: (a, b) => (a > b ? a - b : b - a) < MEBIBYTE,
  better: (a, b) => exactness(b) > exactness(a),
  show: formatBytesApart,
};

function exactness(size: Bytes): number {
  if (size % MEBIBYTE === 0n) return 0;
  return size % 1024n === 0n ? 2 : 1;
}

export const sizes: Comparison<Bytes> = {
  same: (a, b) => a === b,
  show: (a, b) => [formatExactBytes(a), formatExactBytes(b)],
};

export const numbers: Comparison<number> = plain((value) => String(value));
export const booleans: Comparison<boolean> = plain((value) => String(value));

export const versions: Comparison<Version> = {
  same: (a, b) => compareVersions(a, b) === 0,
  show: (a, b) => [a.join('.'), b.join('.')],
};

/** Sets of ids; those in `besides` are left out of the comparison. */
export function idSets(besides: ReadonlySet<CpuId>): Comparison<readonly CpuId[]> {
  // All CPUs of a core share one array, so that each is written out once and not once for each CPU.
  const written = new Map<readonly CpuId[], string>();
  const text = (ids: readonly CpuId[]): string => {
    const known = written.get(ids);
    if (known !== undefined) return known;
    const set = formatIdSet(ids.filter((id) => !besides.has(id))) || 'empty';
    written.set(ids, set);
    return set;
  };
  return { same: (a, b) => a === b || text(a) === text(b), show: (a, b) => [text(a), text(b)] };
}

/** Facts that change by the minute: differing is no contradiction. */
export const snapshots: Comparison<unknown> = { same: () => true, show: () => ['', ''] };

function plain<T>(show: (value: T) => string): Comparison<T> {
  return { same: (a, b) => a === b, show: (a, b) => [show(a), show(b)] };
}
