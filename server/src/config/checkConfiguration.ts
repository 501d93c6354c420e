import { findingsOf } from '../analysis/findings.ts';
import type { Finding, Problem } from '../text/finding.ts';
import type { Located } from '../text/range.ts';
import { EMPTY_CONFIGURATION, type Configuration } from './configuration.ts';
import { readConfiguration } from './readConfiguration.ts';

/** A configuration and what is found in its text: also by those who looked for the files that it names. */
export interface CheckedConfiguration {
  readonly configuration: Configuration;
  /** What to tell of the text, with what was found of its files. The configuration's own severities hold. */
  readonly findings: (ofFiles: readonly Problem[]) => readonly Finding[];
}

/** Reads a configuration's text. Never throws; a broken one says nothing. */
export function checkConfiguration(text: string): CheckedConfiguration {
  const { configuration = EMPTY_CONFIGURATION, problems } = readConfiguration(text);
  return {
    configuration,
    findings: (ofFiles) =>
      findingsOf(
        [...problems, ...ofFiles].map((problem) => ({ rule: problem.rule, report: problem })),
        configuration.severities,
        text.length,
      ),
  };
}

/** A file that the configuration names and that cannot be used. `why`: the end of a sentence such as `it does not exist`. */
export function missingFile({ value, range }: Located<string>, why: string): Problem {
  return { rule: 'config/missing-file', range, message: `'${value}' cannot be used: ${why}` };
}
