import { formatExactBytes } from './format.ts';
import { bytes } from './topology.ts';
import type { Bytes } from './topology.ts';

/** A size, or what is wrong with the text, for the end of a sentence that names it. */
export type ParsedSize = { readonly value: Bytes } | { readonly wrong: string };

/**
 * A size in our JSON format: a whole number and a unit, in any case: `B`, `KiB`, `MiB`, `GiB`, `TiB`, `PiB`, `EiB` or
 * their first letter alone, which are the binary units of libvirt's virScaleInteger. `MB` and its like are refused:
 * libvirt means 1000² bytes by it, numactl 1024².
 */
export function parseSize(text: string): ParsedSize {
  const parts = text.length > 60 ? null : /^\s*(\d+)(\.\d+)?\s*([a-z]*)\s*$/i.exec(text);
  if (parts === null)
    return { wrong: 'is not a size; write a whole number and a unit, such as "15 GiB"' };
  const [, whole = '', fraction, unit = ''] = parts;
  const factor = factorOf(unit);
  if (unit === '') return { wrong: `has no unit; write "${whole} MiB", or the unit that is meant` };
  if (/^[kmgtpe]b$/i.test(unit)) {
    const binary = `${unit.slice(0, 1).toUpperCase()}iB`;
    return {
      wrong: `is ambiguous: libvirt counts ${unit} in thousands, numactl in 1024s; write ${binary}`,
    };
  }
  if (factor === undefined)
    return { wrong: 'has an unknown unit; the units are B, KiB, MiB, GiB, TiB, PiB and EiB' };
  if (fraction !== undefined) return { wrong: withoutFraction(whole, fraction, factor) };
  const value = BigInt(whole) * factor;
  return value > LARGEST ? { wrong: TOO_LARGE } : { value: bytes(value) };
}

/** A plain number in our JSON format counts KiB, as in libvirt. */
export function sizeFromKibibytes(kibibytes: number): ParsedSize {
  if (!Number.isInteger(kibibytes) || kibibytes < 0)
    return { wrong: 'is not a size; a plain number counts whole KiB, or write "15 GiB"' };
  if (!Number.isSafeInteger(kibibytes)) return { wrong: TOO_LARGE };
  return { value: bytes(BigInt(kibibytes) << 10n) };
}

/** What libvirt's and the kernel's 64-bit arithmetic holds. */
const LARGEST = 2n ** 63n - 1n;
const TOO_LARGE = 'is larger than the 8 EiB that fit in 63 bits';

function factorOf(unit: string): bigint | undefined {
  if (/^(?:b|bytes?)$/i.test(unit)) return 1n;
  const letter = /^([kmgtpe])(?:ib)?$/i.exec(unit)?.[1];
  if (letter === undefined) return undefined;
  return 1n << BigInt(10 * ('kmgtpe'.indexOf(letter.toLowerCase()) + 1));
}

function withoutFraction(whole: string, fraction: string, factor: bigint): string {
  const digits = fraction.slice(1);
  const scaled = BigInt(whole + digits) * factor;
  const divisor = 10n ** BigInt(digits.length);
  const instead = scaled % divisor === 0n ? formatExactBytes(scaled / divisor) : '15872 MiB';
  const example = scaled % divisor === 0n ? `write "${instead}"` : `write it such as "${instead}"`;
  return `has a fraction, and sizes are whole numbers; ${example}`;
}
