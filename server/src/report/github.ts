import type { Severity } from '../text/finding.ts';
import { LineIndex } from '../text/lineIndex.ts';
import { slashed, type FileReport } from './fileReport.ts';
import { visible } from './visible.ts';

const COMMANDS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: 'notice',
};

export interface GithubCommand {
  readonly severity: Severity;
  /** A line. */
  readonly text: string;
}

/**
 * Workflow commands of GitHub Actions, which show each finding at its line. No text from a file can begin a command of its own: line
 * ends and all that a command gives a meaning are written as GitHub's runner reads them back (`%25`, `%3A`, `%2C`).
 */
export function githubCommands(file: FileReport): readonly GithubCommand[] {
  if (file.error !== undefined) {
    const text = `::error file=${property(slashed(file.path))}::${data(`the file cannot be read: ${file.error}`)}\n`;
    return [{ severity: 'error', text }];
  }
  const lines = new LineIndex(file.text);
  return file.findings.map(({ rule, severity, message, range }) => {
    const start = lines.positionAt(range.start);
    const end = lines.positionAt(range.end);
    const properties = [
      `file=${property(slashed(file.path))}`,
      `line=${start.line + 1}`,
      `endLine=${end.line + 1}`,
      ...(start.line === end.line
        ? [`col=${start.character + 1}`, `endColumn=${end.character + 1}`]
        : []),
      `title=${property(rule)}`,
    ];
    const text = `::${COMMANDS[severity]} ${properties.join(',')}::${data(message)}\n`;
    return { severity, text };
  });
}

const data = (text: string): string => visible(text).replaceAll('%', '%25');

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
