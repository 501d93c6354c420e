import { reaches, tallied, EMPTY_TALLY, type FileReport } from './fileReport.ts';
import type { Finding, Severity } from '../text/finding.ts';
import { LineIndex } from '../text/lineIndex.ts';
import { xmlText } from './xmlText.ts';

export const JUNIT_HEAD =
  '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="libvirt-xml">\n';
export const JUNIT_END = '</testsuites>\n';

/**
 * The test suite of one file: a test case for each finding, or one that passes. What does not reach the fail level does not
 * fail its case, but is told in its output. An unreadable file is an error. Empty for what is no domain.
 */
export function junitSuite(file: FileReport, failLevel: Severity | 'never'): string {
  if (file.status === 'not-a-domain' || file.status === 'excluded') return '';
  if (file.error !== undefined) {
    const message = xmlText(`the file cannot be read: ${file.error}`);
    const name = xmlText(file.path);
    return `  <testsuite name="${name}" tests="1" failures="0" errors="1" skipped="0">\n    <testcase name="${name}" classname="libvirt-xml"><error message="${message}" type="unreadable">${message}</error></testcase>\n  </testsuite>\n`;
  }
  const lines = new LineIndex(file.text);
  const fails = (finding: Finding) =>
    failLevel !== 'never' &&
    reaches(tallied(EMPTY_TALLY, { ...file, findings: [finding] }), failLevel);
  const cases =
    file.findings.length === 0
      ? [`    <testcase name="${xmlText(file.domain ?? file.path)}" classname="libvirt-xml"/>\n`]
      : file.findings.map((finding) => testCase(file, finding, lines, fails(finding)));
  const failures = file.findings.filter(fails).length;
  return `  <testsuite name="${xmlText(file.path)}" tests="${cases.length}" failures="${failures}" errors="0" skipped="0">\n${cases.join('')}  </testsuite>\n`;
}

function testCase(file: FileReport, finding: Finding, lines: LineIndex, fails: boolean): string {
  const { rule, severity, message, range } = finding;
  const { line, character } = lines.positionAt(range.start);
  const place = `${file.path}:${line + 1}:${character + 1}`;
  const text = xmlText(`${place}: ${severity}: ${message}`);
  const told = fails
    ? `<failure message="${xmlText(message)}" type="${severity}">${text}</failure>`
    : `<system-out>${text}</system-out>`;
  return `    <testcase name="${xmlText(`${rule} at ${line + 1}:${character + 1}`)}" classname="${xmlText(file.domain ?? file.path)}">${told}</testcase>\n`;
}
