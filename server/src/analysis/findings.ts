import { RULES } from '../rules/all.ts';
import type { Report } from '../rules/rule.ts';
import type { Finding, Severity } from '../text/finding.ts';
import { compareRanges, type SourceRange } from '../text/range.ts';
import type { RuleSettings } from './world.ts';

/** At most so many findings for one file; one more says that the rest is held back. */
export const FINDINGS_LIMIT = 1000;

/** A report and the rule that speaks. */
export interface Told {
  readonly rule: string;
  readonly report: Report;
}

const SEVERITY_BY_RULE: ReadonlyMap<string, Severity> = new Map(
  RULES.map((rule) => [rule.id, rule.severity]),
);

/** The severity that a rule of ours states for itself. */
export const standardSeverity = (rule: string): Severity | undefined => SEVERITY_BY_RULE.get(rule);

/** Whether a rule is one of ours, with a page that explains it; a house rule is not. */
export const isBuiltIn = (rule: string): boolean => SEVERITY_BY_RULE.has(rule);

/**
 * Reports as the user sees them: with severities, without those that are switched off, in document order, without doubles,
 * at most `FINDINGS_LIMIT`. Reports of rules that do not exist are dropped.
 */
export function findingsOf(
  told: readonly Told[],
  settings: RuleSettings,
  textLength: number,
): readonly Finding[] {
  return limited(
    allFindings(told, (rule) => settings.get(rule)),
    settings,
    textLength,
  );
}

const NONE: ReadonlySet<string> = new Set();

/** `findingsOf` without the limit. `settingOf`: what the user said of a rule at a place. `houseRules` are ids of rules that exist beside the built-in ones; their reports say their severity. */
export function allFindings(
  told: readonly Told[],
  settingOf: (rule: string, at: SourceRange) => Severity | 'off' | undefined,
  houseRules: ReadonlySet<string> = NONE,
): Finding[] {
  const findings: Finding[] = [];
  const seen = new Set<string>();
  for (const { rule, report } of told) {
    const standard = SEVERITY_BY_RULE.get(rule);
    const severity = settingOf(rule, report.range) ?? report.severity ?? standard;
    if (severity === undefined || severity === 'off') continue;
    if (standard === undefined && !houseRules.has(rule)) continue;
    const key = `${rule} ${report.range.start} ${report.range.end} ${report.message}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const { range, message, related = [], fixes = [] } = report;
    findings.push({ rule, severity, message, range, related, fixes });
  }
  return findings.sort(inOrder);
}

/** Findings with other severities for some rules, and without those that are switched off. */
export function withSettings(
  findings: readonly Finding[],
  settings: RuleSettings,
): readonly Finding[] {
  return findings.flatMap((finding) => {
    const severity = settings.get(finding.rule) ?? finding.severity;
    return severity === 'off' ? [] : [{ ...finding, severity }];
  });
}

export function inOrder(a: Finding, b: Finding): number {
  return compareRanges(a.range, b.range) || (a.rule < b.rule ? -1 : 1);
}

/** The first `FINDINGS_LIMIT` of findings in order; where there are more, one says so. */
export function limited(
  findings: readonly Finding[],
  settings: RuleSettings,
  textLength: number,
): readonly Finding[] {
  return findings.length > FINDINGS_LIMIT ? cut(findings, settings, textLength) : findings;
}

function cut(findings: readonly Finding[], settings: RuleSettings, textLength: number): Finding[] {
  const rule = 'xml/too-many-findings';
  const kept = findings.slice(0, FINDINGS_LIMIT);
  const severity = settings.get(rule) ?? SEVERITY_BY_RULE.get(rule);
  if (severity === undefined || severity === 'off') return kept;
  const message = `more than ${FINDINGS_LIMIT} findings: only the first ${FINDINGS_LIMIT} are shown`;
  const end = Math.min(1, textLength);
  return [{ rule, severity, message, range: { start: 0, end }, related: [], fixes: [] }, ...kept];
}
