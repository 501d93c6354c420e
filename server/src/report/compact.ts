import { LineIndex } from '../text/lineIndex.ts';
import type { FileReport } from './fileReport.ts';
import { visible } from './visible.ts';

/** A line for each finding: `path:line:column: severity: message [rule]`, as compilers write it. */
export function compactReport(file: FileReport): string {
  const lines = new LineIndex(file.text);
  return file.findings
    .map(({ rule, severity, message, range }) => {
      const { line, character } = lines.positionAt(range.start);
      return `${visible(file.path)}:${line + 1}:${character + 1}: ${severity}: ${visible(message)} [${rule}]\n`;
    })
    .join('');
}
