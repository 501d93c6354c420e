import { applyEdits, editsClash } from '../../server/src/text/edit.ts';
import type { Finding, Fix } from '../../server/src/text/finding.ts';

/** The text after the n-th fix (from 1) of every finding that has so many; of fixes that clash, the first alone. */
export function fixedText(text: string, findings: readonly Finding[], nth: number): string {
  const applied: Fix[] = [];
  for (const { fixes } of findings) {
    const fix = fixes[nth - 1];
    if (fix === undefined) continue;
    if (applied.some((other) => fixesClash(other, fix))) continue;
    applied.push(fix);
  }
  return applyEdits(
    text,
    applied.flatMap(({ edits }) => edits),
  );
}

function fixesClash(a: Fix, b: Fix): boolean {
  return a.edits.some((one) => b.edits.some((other) => editsClash(one, other)));
}

/** What a fix brought about that a fix must not: it left its finding, or brought a warning or an error. Empty when all is well. */
export function harmOf(
  finding: Finding,
  before: readonly Finding[],
  after: readonly Finding[],
): string[] {
  const harm: string[] = [];
  const ofRule = (findings: readonly Finding[]) =>
    findings.filter(({ rule }) => rule === finding.rule).length;
  if (ofRule(after) >= ofRule(before)) harm.push(`the finding stays: ${finding.message}`);
  const known = new Set(before.map(({ rule, message }) => `${rule}: ${message}`));
  for (const { rule, severity, message } of after) {
    if (severity !== 'error' && severity !== 'warning') continue;
    if (!known.has(`${rule}: ${message}`)) harm.push(`new ${severity} ${rule}: ${message}`);
  }
  return harm;
}
