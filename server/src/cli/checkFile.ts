import { analyze, type Analysis, type RestingRule, type RuleFailure } from '../analysis/analyze.ts';
import type { ConfiguredUse } from '../analysis/suppressions.ts';
import type { World } from '../analysis/world.ts';
import type { FileReport } from '../report/fileReport.ts';
import { decodeText } from '../machine/decodeText.ts';
import type { FileContent } from './environment.ts';

export interface CheckedFile {
  readonly report: FileReport;
  /** Why the file is unreadable. */
  readonly error: string | undefined;
  readonly resting: readonly RestingRule[];
  readonly failures: readonly RuleFailure[];
  /** Of what use the configuration's suppressions were; undefined: nobody knows. */
  readonly uses: readonly ConfiguredUse[] | undefined;
}

/** One file's report. `judged`: what others say of it is put in; it is called for domains only. What is no text in UTF-8 is unreadable, unless it is clearly no domain anyway. */
export function checkFile(
  path: string,
  content: FileContent,
  world: World,
  judged: (analysis: Analysis) => Analysis = (analysis) => analysis,
): CheckedFile {
  if ('error' in content) return unreadable(path, content.error);
  const { text, problem } = decodeText(content.bytes, content.cut);
  const alone = analyze(text, world);
  if (alone === undefined) return { ...without(path, 'not-a-domain'), error: undefined, uses: [] };
  if (problem !== undefined) return unreadable(path, problem);
  const analysis = judged(alone);
  const { domains, findings, resting, failures, uses } = analysis;
  const domain = domains.find(({ name }) => name !== undefined)?.name?.value;
  const { suppressed, parsed } = analysis;
  const report: FileReport = {
    path,
    status: 'linted',
    domain,
    text,
    findings,
    suppressed,
    document: () => parsed.document,
  };
  return { report, error: undefined, resting, failures, uses };
}

/** The report of a file without a text. */
export function unreadable(path: string, error: string): CheckedFile {
  const { report, ...rest } = without(path, 'unreadable');
  return { ...rest, report: { ...report, error }, error };
}

function without(path: string, status: FileReport['status']): Omit<CheckedFile, 'error'> {
  const report: FileReport = { path, status, domain: undefined, text: '', findings: [] };
  return { report, resting: [], failures: [], uses: undefined };
}
