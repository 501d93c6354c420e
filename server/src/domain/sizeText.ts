import type { TextEdit } from '../text/edit.ts';
import type { Unit } from '../vocabulary/values/size.ts';
import { addAttribute, writeValue } from './edit.ts';
import type { ReadElement, Written } from './read.ts';

/** A size as an element's text or as one of its attributes, and the unit beside it. */
export interface WrittenSize {
  readonly element: ReadElement;
  readonly number: Written<bigint>;
  readonly unit: Written<Unit> | undefined;
}

/**
 * The edits that make a size so many bytes, a multiple of 1024. The written unit stays where the size is a whole number of
 * it; else the largest of KiB, MiB, GiB and TiB that divides it takes its place.
 */
export function writeSize({ element, number, unit }: WrittenSize, size: bigint): TextEdit[] {
  const factor = unit?.value?.factor ?? 1024n;
  const text = { range: number.range };
  if (size % factor === 0n) return [{ ...text, newText: String(size / factor) }];
  const { digits, unit: name } = inLargestUnit(size);
  return [
    { ...text, newText: digits },
    ...(unit === undefined
      ? [addAttribute(element.source, 'unit', name)]
      : writeValue(element, 'unit', name)),
  ];
}

/** A multiple of 1024 bytes as a number and the largest unit that divides it. */
export function inLargestUnit(size: bigint): { readonly digits: string; readonly unit: string } {
  const [unit, worth] = LARGEST_FIRST.find(([, each]) => size % each === 0n) ?? ['KiB', 1024n];
  return { digits: String(size / worth), unit };
}

const LARGEST_FIRST: readonly (readonly [string, bigint])[] = [
  ['TiB', 1n << 40n],
  ['GiB', 1n << 30n],
  ['MiB', 1n << 20n],
  ['KiB', 1n << 10n],
];
