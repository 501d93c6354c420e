import { MAX_ID } from '../../idSet.ts';

/**
 * The bits of one of hwloc's bitmaps: words of 32 bits in hexadecimal, the most significant first, commas between them; an
 * empty word is 0. Undefined for what is none, for infinite ones (`0xf...f`), and beyond the largest number of a CPU.
 */
export function parseBitmap(text: string): readonly number[] | undefined {
  const words = text.trim().split(',');
  if (words.length > MAX_ID / 32 + 1) return undefined;
  const bits: number[] = [];
  for (const [index, written] of words.reverse().entries()) {
    if (!/^(?:0x)?[0-9a-f]{0,8}$/i.test(written)) return undefined;
    const digits = written.replace(/^0x/i, '');
    if (/^0*$/.test(digits)) continue;
    const word = Number.parseInt(digits, 16);
    for (let bit = 0; bit < 32; bit++) if (((word >>> bit) & 1) === 1) bits.push(index * 32 + bit);
  }
  return bits;
}
