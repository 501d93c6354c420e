import { addAttribute, writeValue } from '../../domain/edit.ts';
import { sizesOf, type DomainSize } from '../../domain/sizes.ts';
import { formatBytes } from '../../host/format.ts';
import type { Fix } from '../../text/finding.ts';
import { scaled } from '../../vocabulary/values/size.ts';
import { domainRule, type Report } from '../rule.ts';

export default domainRule(
  {
    id: 'memory/suspicious-size',
    severity: 'warning',
    summary: 'A size is so small or so large that another unit must have been meant',
    why: 'Without a unit libvirt counts KiB. A guest with a few KiB is stored without complaint and does not boot.',
    reference: 'https://libvirt.org/formatdomain.html#memory-allocation',
    fix: 'suggested',
    since: '0.1.0',
    drivers: 'any',
  },
  function* ({ domain }) {
    const sizes = sizesOf(domain).filter(({ of }) => !SMALL_BY_NATURE.has(of));
    const small = sizes.filter(isSmall);
    const smallFixes =
      small.length === 0 ? [] : likelyUnits(small).flatMap((unit) => unitFix(small, unit));
    for (const size of small) yield smallReport(size, smallFixes);
    const large = sizes.filter(isLarge);
    const largeFixes = large.length === 0 ? [] : unitFix(large, 'bytes');
    for (const size of large) yield largeReport(size, largeFixes);
  },
);

const SMALL_BY_NATURE: ReadonlySet<DomainSize['of']> = new Set(['page', 'device', 'part', 'limit']);

/** Nothing boots in less. */
const SMALL = 4n * 1024n * 1024n;
/** 4096, 8192 and 16384 are what people write for MiB; a guest so small would have been written by libvirt, with its unit. */
const SMALL_WITHOUT_UNIT = 16n * 1024n * 1024n;
/** As KiB a TiB; as bytes a GiB. */
const LARGE = 1n << 30n;

const isUnitless = ({ unit }: DomainSize): boolean => unit === undefined || unit.text === '';

/** A few KiB, by the default unit or by a unit that was left from it; zero has a meaning of its own. */
function isSmall(size: DomainSize): boolean {
  const { bytes } = size;
  if (bytes === undefined || bytes <= 0n) return false;
  if (isUnitless(size)) return bytes <= SMALL_WITHOUT_UNIT;
  return size.unit?.value?.factor === 1024n && bytes < SMALL;
}

/** Only without a unit: libvirt writes one itself, so that a number with KiB was meant as KiB. */
function isLarge(size: DomainSize): boolean {
  return isUnitless(size) && (size.number.value ?? 0n) >= LARGE;
}

function smallReport(size: DomainSize, fixes: readonly Fix[]): Report {
  const { number, bytes } = size;
  const is = isUnitless(size) ? `${number.text.trim()} without a unit is` : '';
  const any = (bytes ?? 0n) < SMALL ? 'any guest' : 'nearly any guest';
  return {
    range: number.range,
    message:
      `${is} ${formatBytes(bytes ?? 0n)}${is === '' ? ' is' : ','} too little for ${any}`.trim(),
    fixes,
  };
}

function largeReport({ number, bytes }: DomainSize, fixes: readonly Fix[]): Report {
  const asBytes = formatBytes(number.value ?? 0n);
  return {
    severity: 'information',
    range: number.range,
    message: `${number.text.trim()} without a unit is ${formatBytes(bytes ?? 0n)}: libvirt counts KiB; as bytes it would be ${asBytes}`,
    fixes,
  };
}

/** GiB for small numbers, MiB for others; the likelier first. */
function likelyUnits(small: readonly DomainSize[]): readonly ('GiB' | 'MiB')[] {
  const largest = small.reduce((most, { number }) => {
    const value = number.value ?? 0n;
    return value > most ? value : most;
  }, 0n);
  return largest < 128n ? ['GiB', 'MiB'] : ['MiB', 'GiB'];
}

/** All such sizes at once: they were written by one hand. */
function unitFix(sizes: readonly DomainSize[], unit: 'GiB' | 'MiB' | 'bytes'): Fix[] {
  const factor = { GiB: 1n << 30n, MiB: 1n << 20n, bytes: 1n }[unit];
  if (sizes.some(({ number }) => scaled(number.value ?? 0n, factor) === undefined)) return [];
  const edits = sizes.flatMap((size) =>
    size.unit === undefined
      ? [addAttribute(size.element.source, 'unit', unit)]
      : writeValue(size.element, 'unit', unit),
  );
  const title =
    sizes.length === 1 ? `Count ${unit}` : `Count ${unit} in all ${sizes.length} places`;
  return [{ title, safe: false, edits }];
}
