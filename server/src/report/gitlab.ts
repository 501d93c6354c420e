import type { Severity } from '../text/finding.ts';
import { LineIndex } from '../text/lineIndex.ts';
import { slashed, type FileReport } from './fileReport.ts';
import { fingerprint, identitiesOf } from './fingerprint.ts';

const SEVERITIES: Readonly<Record<Severity, string>> = {
  error: 'critical',
  warning: 'major',
  information: 'minor',
  hint: 'info',
};

/** An entry of GitLab's code quality report. */
export interface GitlabEntry {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: {
    readonly path: string;
    readonly lines: { readonly begin: number; readonly end: number };
  };
}

/** The entries of one file. GitLab wants fingerprints unique in a report: the path is part of them. */
export function gitlabEntries(file: FileReport): readonly GitlabEntry[] {
  if (file.error !== undefined) return [unreadableEntry(slashed(file.path), file.error)];
  const lines = new LineIndex(file.text);
  const identities = identitiesOf(file);
  return file.findings.map(({ rule, severity, message, range }, index) => {
    const identity = identities[index] ?? { rule, domain: '', element: '', occurrence: index };
    return {
      description: message,
      check_name: rule,
      fingerprint: fingerprint({
        ...identity,
        domain: `${slashed(file.path)}\n${identity.domain}`,
      }),
      severity: SEVERITIES[severity],
      location: {
        path: slashed(file.path),
        lines: {
          begin: lines.positionAt(range.start).line + 1,
          end: lines.positionAt(range.end).line + 1,
        },
      },
    };
  });
}

function unreadableEntry(path: string, error: string): GitlabEntry {
  const rule = 'unreadable';
  return {
    description: `the file cannot be read: ${error}`,
    check_name: rule,
    fingerprint: fingerprint({ rule, domain: path, element: '', occurrence: 1 }),
    severity: SEVERITIES.error,
    location: { path, lines: { begin: 1, end: 1 } },
  };
}
