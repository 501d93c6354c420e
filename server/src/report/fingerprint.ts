import type { Finding } from '../text/finding.ts';
import { elementPathsIn } from '../xml/elementPath.ts';
import { slashed, type FileReport } from './fileReport.ts';

/**
 * What a finding is known by from one run to the next: rule, domain (or path, for what has no name) and element. Edits elsewhere in
 * the file do not change it. Findings of one rule on one element are told apart by their order.
 */
export interface Identity {
  readonly rule: string;
  readonly domain: string;
  /** As `elementPathsIn` writes it. */
  readonly element: string;
  /** From 1, among the findings that are equal in all else. */
  readonly occurrence: number;
}

/** The identities of a file's findings, in their order. */
export function identitiesOf(file: FileReport): readonly Identity[] {
  const counts = new Map<string, number>();
  const { findings, document } = file;
  const isEmpty = findings.length === 0 || document === undefined;
  const pathAt = isEmpty ? () => '' : elementPathsIn(document());
  return findings.map((finding) => {
    const place = placeOf(file, finding, pathAt(finding.range.start));
    const key = JSON.stringify(place);
    const occurrence = (counts.get(key) ?? 0) + 1;
    counts.set(key, occurrence);
    return { ...place, occurrence };
  });
}

function placeOf(
  file: FileReport,
  { rule }: Finding,
  element: string,
): Omit<Identity, 'occurrence'> {
  return { rule, domain: file.domain ?? slashed(file.path), element };
}

/** 32 hexadecimal digits that stand for an identity. */
export function fingerprint({ rule, domain, element, occurrence }: Identity): string {
  const text = JSON.stringify([rule, domain, element, occurrence]);
  return [0, 1].map((seed) => fnv1a(text, seed)).join('');
}

/** FNV-1a, 64 bits (draft-eastlake-fnv), over UTF-16 units; a seed makes it another function. */
function fnv1a(text: string, seed: number): string {
  let hash = 0xcbf29ce484222325n ^ BigInt(seed);
  for (let index = 0; index < text.length; index++)
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(index))) * 0x100000001b3n);
  return hash.toString(16).padStart(16, '0');
}
