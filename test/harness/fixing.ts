import { applyEdits, editsClash } from '../../server/src/text/edit.ts';
import type { Finding, Fix, Severity } from '../../server/src/text/finding.ts';

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
  // A finding that stays may read otherwise after the fix: `bound to node 1` becomes `prefers node 1`.
  const left = new Map<string, number>();
  for (const { rule, severity } of before)
    if (isGrave(severity))
      left.set(`${severity} ${rule}`, (left.get(`${severity} ${rule}`) ?? 0) + 1);
  for (const { rule, severity, message } of after) {
    if (!isGrave(severity)) continue;
    const more = left.get(`${severity} ${rule}`) ?? 0;
    if (more === 0) harm.push(`new ${severity} ${rule}: ${message}`);
    else left.set(`${severity} ${rule}`, more - 1);
  }
  return harm;
}

const isGrave = (severity: Severity): boolean => severity === 'error' || severity === 'warning';
