import type { Primitive } from './datatype.ts';
import { words } from './datatype.ts';
import { canonicalDecimal, compareDecimals, isDecimal, isInteger } from './decimal.ts';
import { compareDurations, readDuration } from './durations.ts';
import { compareMoments, readMoment, type Moment, type MomentKind } from './moments.ts';
import { isNameToken, isNcName, isQualifiedName, isUri, isXmlName } from './names.ts';

/** The datatype library of XML Schema part 2. */
export const XSD = 'http://www.w3.org/2001/XMLSchema-datatypes';

/** The types that need no library. */
export const BUILT_IN: ReadonlyMap<string, Primitive> = new Map([
  ['string', text('any text', 'preserve')],
  ['token', text('any text', 'collapse')],
]);

/** The types of XML Schema that are judged; XSD's others are accepted as text (`UNJUDGED`). */
export const XSD_TYPES: ReadonlyMap<string, Primitive> = new Map<string, Primitive>([
  ['string', text('any text', 'preserve')],
  ['normalizedString', text('any text', 'replace')],
  ['token', text('any text', 'collapse')],
  [
    'language',
    name('a language tag', (value) => /^[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*$/.test(value)),
  ],
  ['Name', name('an XML name', isXmlName)],
  ['NCName', name('a name without colon', isNcName)],
  ['ID', name('a name without colon', isNcName)],
  ['IDREF', name('a name without colon', isNcName)],
  ['ENTITY', name('a name without colon', isNcName)],
  ['NMTOKEN', name('a word of letters, digits and . - _ :', isNameToken)],
  ['NMTOKENS', listOf('words of letters, digits and . - _ :', isNameToken)],
  ['IDREFS', listOf('names without colon', isNcName)],
  ['ENTITIES', listOf('names without colon', isNcName)],
  ['QName', { ...name('a name, a prefix before it where needed', isQualifiedName), isName: true }],
  ['anyURI', name('a URI', isUri)],
  ['boolean', boolean()],
  ['decimal', { ...decimal(), words: 'a decimal number' }],
  ['integer', integer(undefined, undefined)],
  ['nonNegativeInteger', integer('0', undefined)],
  ['positiveInteger', integer('1', undefined)],
  ['nonPositiveInteger', integer(undefined, '0')],
  ['negativeInteger', integer(undefined, '-1')],
  ['long', integer('-9223372036854775808', '9223372036854775807')],
  ['int', integer('-2147483648', '2147483647')],
  ['short', integer('-32768', '32767')],
  ['byte', integer('-128', '127')],
  ['unsignedLong', integer('0', '18446744073709551615')],
  ['unsignedInt', integer('0', '4294967295')],
  ['unsignedShort', integer('0', '65535')],
  ['unsignedByte', integer('0', '255')],
  ['float', floating()],
  ['double', floating()],
  moment('dateTime', 'a moment such as 2026-11-24T03:00:00'),
  moment('date', 'a day such as 2026-11-24'),
  moment('time', 'a time such as 03:00:00'),
  moment('gYear', 'a year such as 2026'),
  moment('gYearMonth', 'a month such as 2026-11'),
  moment('gMonth', 'a month of the year such as --11'),
  moment('gMonthDay', 'a day of the year such as --11-24'),
  moment('gDay', 'a day of the month such as ---24'),
  ['duration', duration()],
  ['hexBinary', binary('pairs of hexadecimal digits', isHex, (value) => value.length / 2)],
  ['base64Binary', binary('base64', isBase64, lengthOfBase64)],
]);

/** Types of XML Schema whose values are accepted as text. */
export const UNJUDGED: ReadonlySet<string> = new Set(['NOTATION']);

function text(saying: string, space: Primitive['space']): Primitive {
  return { words: saying, space, accepts: () => true, length: characters };
}

function name(saying: string, accepts: (value: string) => boolean): Primitive {
  return { words: saying, space: 'collapse', accepts, length: characters };
}

function listOf(saying: string, accepts: (value: string) => boolean): Primitive {
  return {
    words: saying,
    space: 'collapse',
    accepts: (value) => value !== '' && words(value).every(accepts),
    length: (value) => words(value).length,
  };
}

function boolean(): Primitive {
  return {
    words: "'true', 'false', '1' or '0'",
    space: 'collapse',
    accepts: (value) => ['true', 'false', '1', '0'].includes(value),
    canonical: (value) => (value === '1' ? 'true' : value === '0' ? 'false' : value),
  };
}

function decimal(): Omit<Primitive, 'words'> {
  return {
    space: 'collapse',
    accepts: isDecimal,
    canonical: canonicalDecimal,
    compare: compareDecimals,
    hasDigits: true,
  };
}

function integer(least: string | undefined, greatest: string | undefined): Primitive {
  return {
    ...decimal(),
    words: 'a whole number',
    bounds: [least, greatest],
    accepts: (value) =>
      isInteger(value) &&
      (least === undefined || compareDecimals(value, least) >= 0) &&
      (greatest === undefined || compareDecimals(value, greatest) <= 0),
  };
}

function floating(): Primitive {
  const number = (value: string): number =>
    value.endsWith('INF') ? (value.startsWith('-') ? -Infinity : Infinity) : Number(value);
  return {
    words: 'a number',
    space: 'collapse',
    accepts: (value) => /^(?:[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|-?INF|NaN)$/.test(value),
    canonical: (value) => String(number(value)),
    compare: (a, b) => number(a) - number(b) || (number(a) === number(b) ? 0 : NaN),
  };
}

function moment(kind: MomentKind, saying: string): readonly [string, Primitive] {
  const read = (value: string): Moment =>
    readMoment(kind, value) ?? { seconds: NaN, fraction: '', hasZone: false };
  const primitive: Primitive = {
    words: saying,
    space: 'collapse',
    accepts: (value) => readMoment(kind, value) !== undefined,
    canonical: (value) => Object.values(read(value)).join(' '),
    compare: (a, b) => compareMoments(read(a), read(b)),
  };
  return [kind, primitive];
}

function duration(): Primitive {
  const none = { months: NaN, seconds: NaN };
  return {
    words: 'a length of time such as P1DT2H',
    space: 'collapse',
    accepts: (value) => readDuration(value) !== undefined,
    canonical: (value) => Object.values(readDuration(value) ?? none).join(' '),
    compare: (a, b) => compareDurations(readDuration(a) ?? none, readDuration(b) ?? none),
  };
}

function binary(
  saying: string,
  accepts: (value: string) => boolean,
  length: (value: string) => number,
): Primitive {
  const canonical = (value: string): string =>
    saying === 'base64' ? value.replaceAll(' ', '') : value.toUpperCase();
  return { words: saying, space: 'collapse', accepts, length, canonical };
}

function isHex(value: string): boolean {
  return value.length % 2 === 0 && /^[0-9a-fA-F]*$/.test(value);
}

function isBase64(value: string): boolean {
  const bare = value.replaceAll(' ', '');
  return bare.length % 4 === 0 && /^[A-Za-z0-9+/]*(?:==|=)?$/.test(bare);
}

function lengthOfBase64(value: string): number {
  const bare = value.replaceAll(' ', '');
  return (bare.length / 4) * 3 - (bare.endsWith('==') ? 2 : bare.endsWith('=') ? 1 : 0);
}

function characters(value: string): number {
  return [...value].length;
}
