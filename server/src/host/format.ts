const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'] as const;

/**
 * A size for people, in binary units with at most one decimal: `35 GiB`, `15.5 GiB`, `1100 MiB`. A figure that had to be
 * rounded always shows its decimal: `35.0 GiB` is near 35 GiB, `35 GiB` is exactly that.
 */
export function formatBytes(bytes: bigint): string {
  if (bytes < 0n) return `-${formatBytes(-bytes)}`;
  const power = powerOf(bytes);
  const unit = factor(power);
  if ((bytes * 2n) % unit === 0n) {
    const half = bytes % unit === 0n ? '' : '.5';
    return `${String(bytes / unit)}${half} ${nameOf(power)}`;
  }
  const finer = factor(power - 1);
  if (bytes % finer === 0n && bytes / finer <= 9999n)
    return `${String(bytes / finer)} ${nameOf(power - 1)}`;
  return roundedTo(bytes, power);
}

/** A size without any rounding, in the largest unit that divides it: `1030456 KiB`. */
export function formatExactBytes(bytes: bigint): string {
  if (bytes < 0n) return `-${formatExactBytes(-bytes)}`;
  let power = powerOf(bytes);
  while (bytes % factor(power) !== 0n) power--;
  return `${String(bytes / factor(power))} ${nameOf(power)}`;
}

/**
 * Two sizes for one sentence that compares them: as `formatBytes` says them, or in a finer unit where that would make
 * different sizes look alike.
 */
export function formatBytesApart(a: bigint, b: bigint): readonly [string, string] {
  const plain = [formatBytes(a), formatBytes(b)] as const;
  if (a === b || plain[0].replace('.0 ', ' ') !== plain[1].replace('.0 ', ' ')) return plain;
  let power = powerOf(a > b ? a : b) - 1;
  while (power > 0 && a / factor(power) === b / factor(power)) power--;
  const inUnit = (bytes: bigint): string => `${String(bytes / factor(power))} ${nameOf(power)}`;
  return [inUnit(a), inUnit(b)];
}

/** Ids as libvirt writes a set: sorted, without doubles, neighbours joined: `0-3,8`. Empty for no ids. */
export function formatIdSet(ids: readonly number[]): string {
  const sorted = [...new Set(ids)].sort((a, b) => a - b);
  const runs: { readonly first: number; last: number }[] = [];
  for (const id of sorted) {
    const run = runs.at(-1);
    if (run !== undefined && run.last + 1 === id) run.last = id;
    else runs.push({ first: id, last: id });
  }
  return runs
    .map(({ first, last }) => (first === last ? String(first) : `${String(first)}-${String(last)}`))
    .join(',');
}

/** `1 node`, `2 nodes`. */
export function formatCount(number: number, thing: string): string {
  return `${String(number)} ${thing}${number === 1 ? '' : 's'}`;
}

function powerOf(bytes: bigint): number {
  let power = 0;
  while (power < UNITS.length - 1 && bytes >= factor(power + 1)) power++;
  return power;
}

function factor(power: number): bigint {
  return 1n << BigInt(10 * Math.max(0, power));
}

function nameOf(power: number): string {
  return UNITS[Math.max(0, power)] ?? '';
}

function roundedTo(bytes: bigint, power: number): string {
  const unit = factor(power);
  const tenths = (bytes * 10n + unit / 2n) / unit;
  if (tenths >= 10240n && power < UNITS.length - 1) return `1.0 ${nameOf(power + 1)}`;
  return `${String(tenths / 10n)}.${String(tenths % 10n)} ${nameOf(power)}`;
}
