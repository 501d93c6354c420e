import type { Param, Primitive } from './datatype.ts';
import { compareDecimals } from './decimal.ts';

/** Lower limits that nobody meets are not worth the words. */
const HUGE = 10;

/** A type with its parameters in words: `a whole number from 0 to 255`, `text of the form [0-9]+`. */
export function wordsFor(primitive: Primitive, params: readonly Param[]): string {
  const saying = [baseWords(primitive, params), lengthWords(params)].filter((part) => part !== '');
  const patterns = params.filter(({ name }) => name === 'pattern').map(({ value }) => value);
  const form = isPlain(primitive, patterns) ? [] : [`of the form ${patterns.join(' and ')}`];
  if (saying[0] === 'any text' && saying.length + form.length > 1) saying[0] = 'text';
  return [...saying, ...form].join(' ');
}

/** A pattern that only forbids the sign of a number adds nothing that a reader needs. */
function isPlain(primitive: Primitive, patterns: readonly string[]): boolean {
  return patterns.every((pattern) => primitive.bounds !== undefined && pattern === '[0-9]+');
}

function baseWords(primitive: Primitive, params: readonly Param[]): string {
  const { words, bounds = [undefined, undefined], compare } = primitive;
  if (compare === undefined) return words;
  const least = tightest(bounds[0], valueOf(params, 'minInclusive'), 1);
  const greatest = tightest(bounds[1], valueOf(params, 'maxInclusive'), -1);
  const above = valueOf(params, 'minExclusive');
  const below = valueOf(params, 'maxExclusive');
  const from = least === undefined || least.length > HUGE ? '' : least;
  const to = greatest === undefined || greatest.length > HUGE ? '' : greatest;
  const exclusive = [
    above === undefined ? '' : ` above ${above}`,
    below === undefined ? '' : ` below ${below}`,
  ].join('');
  if (from !== '' && to !== '') return `${words} from ${from} to ${to}${exclusive}`;
  if (from !== '') return `${words}, at least ${from}${exclusive}`;
  if (to !== '') return `${words}, at most ${to}${exclusive}`;
  return words + exclusive;
}

function lengthWords(params: readonly Param[]): string {
  const exact = valueOf(params, 'length');
  const least = valueOf(params, 'minLength');
  const most = valueOf(params, 'maxLength');
  if (exact !== undefined) return `of ${exact} characters`;
  if (least !== undefined && most !== undefined) return `of ${least} to ${most} characters`;
  if (least !== undefined) return `of at least ${least} characters`;
  return most === undefined ? '' : `of at most ${most} characters`;
}

function valueOf(params: readonly Param[], name: string): string | undefined {
  return params.find((param) => param.name === name)?.value.trim();
}

function tightest(
  a: string | undefined,
  b: string | undefined,
  direction: 1 | -1,
): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return compareDecimals(a, b) * direction >= 0 ? a : b;
}
