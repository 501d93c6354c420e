import type { Severity } from '../text/finding.ts';
import { LineIndex } from '../text/lineIndex.ts';
import type { FileReport } from './fileReport.ts';
import { xmlText } from './xmlText.ts';

const SEVERITIES: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'info',
  hint: 'info',
};

export const CHECKSTYLE_HEAD =
  '<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="4.3">\n';
export const CHECKSTYLE_END = '</checkstyle>\n';

/** The `<file>` of one file in a Checkstyle report; empty for one of which there is nothing to tell. */
export function checkstyleFile(file: FileReport): string {
  if (file.error !== undefined)
    return `  <file name="${xmlText(file.path)}">\n    <error severity="error" message="${xmlText(`the file cannot be read: ${file.error}`)}" source="libvirt-xml"/>\n  </file>\n`;
  if (file.findings.length === 0) return '';
  const lines = new LineIndex(file.text);
  const errors = file.findings.map(({ rule, severity, message, range }) => {
    const { line, character } = lines.positionAt(range.start);
    return `    <error line="${line + 1}" column="${character + 1}" severity="${SEVERITIES[severity]}" message="${xmlText(message)}" source="libvirt-xml.${xmlText(rule)}"/>\n`;
  });
  return `  <file name="${xmlText(file.path)}">\n${errors.join('')}  </file>\n`;
}
