import type { Node } from 'jsonc-parser';
import { range } from '../../../text/range.ts';
import type { IdMember } from '../../idSet.ts';
import { MAX_ID, parseIdMembers } from '../../idSet.ts';
import { parseSize, sizeFromKibibytes } from '../../parseSize.ts';
import { parseVersion } from '../../parseVersion.ts';
import type { Bytes, Version } from '../../topology.ts';
import { setProblems } from '../setProblems.ts';
import { rangeOf, refuse } from './jsonObject.ts';
import type { JsonReading } from './jsonObject.ts';

/** Readers of single values: each gives the value, or reports what is wrong and gives undefined. */
export function readSize(reading: JsonReading, node: Node): Bytes | undefined {
  const value: unknown = node.value;
  if (typeof value !== 'string' && typeof value !== 'number') {
    refuse(reading, node, 'is not a size; write it such as "15 GiB"');
    return undefined;
  }
  const parsed = typeof value === 'string' ? parseSize(value) : sizeFromKibibytes(value);
  if (!('wrong' in parsed)) return parsed.value;
  refuse(reading, node, parsed.wrong);
  return undefined;
}

export function readWhole(
  reading: JsonReading,
  node: Node,
  what: string,
  [smallest, largest]: readonly [number, number],
): number | undefined {
  const value: unknown = node.value;
  if (typeof value === 'number' && Number.isInteger(value) && value >= smallest && value <= largest)
    return value;
  const bounds = `from ${String(smallest)} to ${String(largest)}`;
  refuse(reading, node, `is not ${what}; write a whole number ${bounds}`);
  return undefined;
}

export function readBoolean(reading: JsonReading, node: Node): boolean | undefined {
  const value: unknown = node.value;
  if (typeof value === 'boolean') return value;
  refuse(reading, node, 'is neither true nor false; write one of them without quotes');
  return undefined;
}

/** A name of the host: any text with a visible character, up to 200 of them. */
export function readName(reading: JsonReading, node: Node): string | undefined {
  const value: unknown = node.value;
  if (typeof value === 'string' && value.trim() !== '' && value.length <= 200) return value.trim();
  refuse(reading, node, 'is not a name; write a text of 1 to 200 characters');
  return undefined;
}

/** A release: `11.3.0`, also with what distributions append: `6.12.107+deb13-amd64`. */
export function readVersion(reading: JsonReading, node: Node): Version | undefined {
  const value: unknown = node.value;
  const version = typeof value === 'string' ? parseVersion(value) : undefined;
  if (version === undefined)
    refuse(reading, node, 'is not a version; write it in quotes, such as "11.3.0"');
  return version;
}

/** A day, or a time, in the form of ISO 8601: `2025-06-30` or `2025-06-30T12:00:00Z`. */
export function readTime(reading: JsonReading, node: Node): string | undefined {
  const value: unknown = node.value;
  const form =
    /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)?)?$/;
  if (typeof value === 'string' && form.test(value)) return value;
  refuse(reading, node, 'is not a time; write it such as "2025-06-30T12:00:00Z"');
  return undefined;
}

/** A set of CPUs: `"0-9,20"` or `[0, 1]`. Members carry ranges of the file. Undefined when any member is bad. */
export function readCpuSet(reading: JsonReading, node: Node): readonly IdMember[] | undefined {
  const value: unknown = node.value;
  if (typeof value === 'string') return readSetText(reading, node, value);
  if (node.type !== 'array') {
    refuse(reading, node, 'is not a set of CPUs; write it such as "0-9,20" or [0, 1]');
    return undefined;
  }
  const members: IdMember[] = [];
  for (const child of node.children ?? []) {
    const id = readWhole(reading, child, 'a CPU number', [0, MAX_ID]);
    if (id !== undefined) members.push({ first: id, last: id, range: rangeOf(reading, child) });
  }
  return members.length === (node.children ?? []).length ? members : undefined;
}

function readSetText(
  reading: JsonReading,
  node: Node,
  set: string,
): readonly IdMember[] | undefined {
  const { members, faults } = parseIdMembers(set);
  const whole = rangeOf(reading, node);
  // With an escape in the string its characters are not those of the file: the whole string stands for the piece.
  const plain = node.length === set.length + 2;
  const start = whole.start + 1;
  for (const problem of setProblems(set, start, faults))
    reading.problems.push(plain ? problem : { ...problem, range: whole });
  if (faults.length > 0) return undefined;
  return members.map((member) => ({
    ...member,
    range: plain ? range(start + member.range.start, start + member.range.end) : whole,
  }));
}
