import { makeMatcher } from '../regex/matcher.ts';
import type { Param, Primitive } from './datatype.ts';
import { digitsOf } from './decimal.ts';

/** A parameter as a check of a value whose white space was treated. */
export interface Facet {
  readonly param: Param;
  readonly holds: (text: string) => boolean;
}

/** What a parameter asks of a type's values. @returns in words what is wrong, where the parameter cannot be used */
export function facetOf(primitive: Primitive, param: Param): Facet | string {
  const { name, value } = param;
  if (name === 'pattern') {
    const matcher = makeMatcher(value);
    return typeof matcher === 'string'
      ? `the pattern '${value}' cannot be read: ${matcher}`
      : { param, holds: matcher.matches };
  }
  const count = COUNTS.get(name);
  if (count !== undefined) {
    const { measure, isFine } = count;
    if (!/^\+?\d{1,15}$/.test(value.trim())) return `'${value}' is no count`;
    const wanted = Number(value);
    const applies = measure === 'length' ? primitive.length !== undefined : primitive.hasDigits;
    if (applies !== true) return `the parameter '${name}' does not fit this type`;
    const measured = (text: string): number =>
      measure === 'length' ? (primitive.length?.(text) ?? 0) : digitsOf(text)[measure];
    return { param, holds: (text) => isFine(measured(text), wanted) };
  }
  return limitOf(primitive, param);
}

function limitOf(primitive: Primitive, param: Param): Facet | string {
  const { compare } = primitive;
  const isFine = LIMITS.get(param.name);
  const limit = param.value.trim();
  if (isFine === undefined) return `no parameter is named '${param.name}'`;
  if (compare === undefined) return `the parameter '${param.name}' does not fit this type`;
  if (!primitive.accepts(limit)) return `'${param.value}' is no value of this type`;
  return { param, holds: (text) => isFine(compare(text, limit)) };
}

const LIMITS: ReadonlyMap<string, (order: number) => boolean> = new Map([
  ['minInclusive', (order) => order >= 0],
  ['maxInclusive', (order) => order <= 0],
  ['minExclusive', (order) => order > 0],
  ['maxExclusive', (order) => order < 0],
]);

interface Count {
  readonly measure: 'length' | 'total' | 'fraction';
  readonly isFine: (found: number, wanted: number) => boolean;
}

const COUNTS: ReadonlyMap<string, Count> = new Map<string, Count>([
  ['length', { measure: 'length', isFine: (found, wanted) => found === wanted }],
  ['minLength', { measure: 'length', isFine: (found, wanted) => found >= wanted }],
  ['maxLength', { measure: 'length', isFine: (found, wanted) => found <= wanted }],
  ['totalDigits', { measure: 'total', isFine: (found, wanted) => found <= wanted }],
  ['fractionDigits', { measure: 'fraction', isFine: (found, wanted) => found <= wanted }],
]);
