import { bytes, type Bytes } from '../../host/topology.ts';
import type { Parsed, Place, Suggestion, ValueType } from '../define.ts';
import { closest } from '../../text/closest.ts';

const K = 1024n;
const D = 1000n;

/**
 * Bytes in one of each unit, by lower-case name, as libvirt's virScaleInteger reads it in any case (src/util/virutil.c): a
 * letter alone is binary, a letter with B is decimal.
 */
export const UNITS: ReadonlyMap<string, bigint> = new Map([
  ...['b', 'byte', 'bytes'].map((name): [string, bigint] => [name, 1n]),
  ...['k', 'm', 'g', 't', 'p', 'e'].flatMap((letter, i): [string, bigint][] => [
    [letter, K ** BigInt(i + 1)],
    [`${letter}ib`, K ** BigInt(i + 1)],
    [`${letter}b`, D ** BigInt(i + 1)],
  ]),
]);

const OFFERED = ['KiB', 'MiB', 'GiB', 'TiB'] as const;
const WRITTEN = [
  'b',
  'bytes',
  'KiB',
  'MiB',
  'GiB',
  'TiB',
  'PiB',
  'EiB',
  'KB',
  'MB',
  'GB',
  'TB',
  'PB',
  'EB',
] as const;

/** A unit's name and its worth. */
export interface Unit {
  readonly name: string;
  readonly factor: bigint;
  /** A power of 1000: KB, MB, GB and so on. */
  readonly decimal: boolean;
}

export const sizeUnit: ValueType<Unit> = {
  name: 'a unit',
  doc: 'What the number counts. `KiB`, `MiB`, `GiB`, `TiB` (or `K`, `M`, `G`, `T`) are powers of 1024; `KB`, `MB`, `GB`, `TB` are powers of 1000. Without a unit libvirt reads KiB.',
  parse: parseUnit,
  suggest: (): Suggestion[] =>
    OFFERED.map((text, i) => ({
      text,
      detail: `1024${['', '²', '³', '⁴'][i] ?? ''} bytes`,
    })),
};

function parseUnit(text: string, place: Place): Parsed<Unit> {
  const factor = text === '' ? K : UNITS.get(text.toLowerCase());
  if (factor !== undefined)
    return {
      value: { name: text, factor, decimal: (factor & (factor - 1n)) !== 0n },
      problems: [],
    };
  const range = place(0, text.length);
  const meant = meantUnit(text);
  const fixes =
    meant === undefined
      ? []
      : [
          {
            title: `Change the unit to '${meant}'`,
            safe: /^\s*[kmgtpe](?:i|ib|ibs|b)?\s*$/i.test(text),
            edits: [{ range, newText: meant }],
          },
        ];
  const hint = meant === undefined ? '' : `; did you mean '${meant}'?`;
  return {
    value: undefined,
    problems: [
      {
        message: `'${text}' is no unit that libvirt knows, such as KiB, MiB or GiB${hint}`,
        range,
        fixes,
      },
    ],
  };
}

function meantUnit(text: string): string | undefined {
  const word = text.trim().toLowerCase();
  const binary =
    /^(?:[kmgtpe]i|(?:kilo|mega|giga|tera|kibi|mebi|gibi|tebi)(?:bytes?)?|[kmgtpe]i?bytes?|[kmgtpe]ibs)$/;
  if (binary.test(word)) return `${word.charAt(0).toUpperCase()}iB`;
  return UNITS.has(word) ? text.trim() : closest(word, WRITTEN);
}

/** libvirt keeps sizes in unsigned long long KiB and refuses more than LLONG_MAX bytes (virScaleInteger). */
const GREATEST = 2n ** 63n - 1n;

/** A size's number, to be scaled by its unit. */
export const sizeNumber: ValueType<bigint> = {
  name: 'a size',
  doc: 'A whole number; the `unit` attribute says what it counts, KiB if there is none.',
  parse(text, place) {
    const digits = /^[ \t\n\v\f\r]*\+?(\d+)$/.exec(text)?.[1];
    if (digits !== undefined && digits.length <= 30) return { value: BigInt(digits), problems: [] };
    const range = place(0, text.length);
    return {
      value: undefined,
      problems: [{ ...sizeProblem(text), range, ...sizeFix(text, range) }],
    };
  },
  suggest: () => [],
};

function sizeProblem(text: string): { message: string } {
  const tight = text.trim();
  const shown = tight.length > 30 ? `${tight.slice(0, 30)}…` : tight;
  if (tight === '') return { message: 'the size is missing: a whole number is expected' };
  if (/^\d+$/.test(tight))
    return tight.length > 30
      ? { message: `${shown} is too large for a size` }
      : {
          message: `'${tight} ' has a blank behind the number: libvirt refuses it`,
        };
  if (/^\d+\s*[A-Za-z]+$/.test(tight))
    return {
      message: `'${shown}' has its unit in the text: libvirt wants it in the attribute 'unit'`,
    };
  if (/^\d*[.,]\d+$/.test(tight))
    return { message: `'${shown}' is no whole number: write it in a smaller unit` };
  return { message: `'${shown}' is not a size: a whole number is expected` };
}

function sizeFix(text: string, range: { start: number; end: number }) {
  const tight = text.trim();
  if (tight === text || !/^\d+$/.test(tight)) return {};
  return {
    fixes: [{ title: 'Remove the blanks', safe: true, edits: [{ range, newText: tight }] }],
  };
}

/** Number times unit, or undefined when libvirt would call it too large. */
export function scaled(number: bigint, factor: bigint): Bytes | undefined {
  const product = number * factor;
  return product > GREATEST ? undefined : bytes(product);
}

/** Rounded up to whole KiB, as libvirt stores every size (virDomainParseMemory, src/conf/domain_conf.c). */
export function inStoredKiB(size: Bytes): bigint {
  return (size + K - 1n) / K;
}
