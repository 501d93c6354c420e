import { range } from '../text/range.ts';
import type { SourceRange } from '../text/range.ts';

/** The largest number that libvirt's sets of CPUs and nodes can hold (virBitmapParse with VIR_DOMAIN_CPUMASK_LEN). */
export const MAX_ID = 16383;

/** One written member of a set: `first` to `last`, both included. */
export interface IdMember {
  readonly first: number;
  readonly last: number;
  readonly range: SourceRange;
}

/** A piece of a set that cannot be read, and why. */
export interface IdFault {
  readonly range: SourceRange;
  readonly what: 'not-a-number' | 'too-large' | 'descending';
}

export interface IdMembers {
  /** As written; they may overlap. */
  readonly members: readonly IdMember[];
  readonly faults: readonly IdFault[];
}

/**
 * Reads a set as numactl, lscpu and sysfs print it: numbers and ranges between commas or blanks, and the count in
 * parentheses that `numactl --cpu-compress` appends. Ranges are relative to the text. Nothing is expanded.
 */
export function parseIdMembers(text: string): IdMembers {
  const members: IdMember[] = [];
  const faults: IdFault[] = [];
  for (const match of text.matchAll(/[^\s,]+/g)) {
    const written = match[0];
    const at = range(match.index, match.index + written.length);
    if (/^\(\d+\)$/.test(written)) continue;
    const parts = /^(\d+)(?:-(\d+))?$/.exec(written);
    if (parts === null) {
      faults.push({ range: at, what: 'not-a-number' });
      continue;
    }
    const first = Number(parts[1]);
    const last = parts[2] === undefined ? first : Number(parts[2]);
    if (first > MAX_ID || last > MAX_ID) faults.push({ range: at, what: 'too-large' });
    else if (first > last) faults.push({ range: at, what: 'descending' });
    else members.push({ first, last, range: at });
  }
  return { members, faults };
}

/** The ids of a set in the grammar of `parseIdMembers`, sorted and without doubles; unreadable pieces are left out. */
export function parseIdSet(text: string): readonly number[] {
  return claimIds(new Map<number, true>(), parseIdMembers(text).members, true).ids;
}

export interface Claim<Owner> {
  /** Sorted. Where a clash ended the claim, the ids before it. */
  readonly ids: readonly number[];
  readonly clash?: { readonly id: number; readonly owner: Owner; readonly member: IdMember };
}

/**
 * Gives ids to an owner, each to one only, and stops at the first that is taken already. All claims on one map together
 * take no more steps than there are ids and members, however the sets overlap.
 */
export function claimIds<Owner>(
  owners: Map<number, Owner>,
  members: readonly IdMember[],
  owner: Owner,
): Claim<Owner> {
  const ids: number[] = [];
  for (const { first, last } of disjoint(members)) {
    for (let id = first; id <= last; id++) {
      const before = owners.get(id);
      if (before !== undefined) {
        const member = members.find((one) => one.first <= id && id <= one.last);
        return member === undefined ? { ids } : { ids, clash: { id, owner: before, member } };
      }
      owners.set(id, owner);
      ids.push(id);
    }
  }
  return { ids };
}

function disjoint(members: readonly IdMember[]): readonly { first: number; last: number }[] {
  const sorted = [...members].sort((a, b) => a.first - b.first);
  const merged: { first: number; last: number }[] = [];
  for (const { first, last } of sorted) {
    const previous = merged.at(-1);
    if (previous !== undefined && first <= previous.last + 1)
      previous.last = Math.max(previous.last, last);
    else merged.push({ first, last });
  }
  return merged;
}
