import { isBuiltIn } from '../analysis/findings.ts';
import type { Finding, Related } from '../text/finding.ts';
import { LineIndex } from '../text/lineIndex.ts';
import { excerptOf } from './excerpt.ts';
import type { FileReport } from './fileReport.ts';
import { styleFor, type Style } from './style.ts';
import { visible } from './visible.ts';

/**
 * What a person reads of one file's findings: place, severity and message, the line with an underline, related places, the
 * fixes, and where the rule is explained. Ends with an empty line; the empty text for a file without findings. Nothing
 * that came from a file reaches the terminal as a control character.
 */
export function humanReport(file: FileReport, colour: boolean): string {
  if (file.findings.length === 0) return '';
  const lines = new LineIndex(file.text);
  const style = styleFor(colour);
  return file.findings.map((finding) => humanFinding(file, finding, lines, style)).join('');
}

function humanFinding(file: FileReport, finding: Finding, lines: LineIndex, style: Style): string {
  const { rule, severity, range, related, fixes } = finding;
  const isRead = file.status !== 'unreadable';
  const place = style.strong(
    isRead ? placeText(file.path, range.start, lines) : visible(file.path),
  );
  const message = visible(finding.message);
  const head = `${place}: ${style.severity(severity, `${severity}:`)} ${style.strong(message)} ${style.faint(`[${rule}]`)}`;
  if (!isRead) return `${head}\n${docsLine('  ', rule, style)}\n\n`;
  const { lineNumber, parts, indent, underline } = excerptOf(file.text, lines, range);
  const number = String(lineNumber);
  const gutter = ' '.repeat(number.length);
  const [before, inRange, behind] = parts;
  const line = before + style.severity(severity, inRange) + behind;
  return [
    head,
    `${style.faint(`  ${number} |`)} ${line}`.trimEnd(),
    `${style.faint(`  ${gutter} |`)} ${indent}${style.severity(severity, underline)}`,
    ...related.map((one) => `  ${gutter} = ${relatedText(file, one, lines)}`),
    ...fixes.map(
      ({ title, safe }) =>
        `  ${gutter} = ${style.good('fix:')} ${visible(title)}${safe ? ' (safe)' : ''}`,
    ),
    ...(isBuiltIn(rule) ? [docsLine(`  ${gutter} `, rule, style)] : []),
    '',
    '',
  ].join('\n');
}

function docsLine(gutter: string, rule: string, style: Style): string {
  return `${gutter}${style.faint(`= docs: libvirt-xml explain ${rule}`)}`;
}

function relatedText(file: FileReport, related: Related, lines: LineIndex): string {
  const message = visible(related.message);
  const { uri, place } = related;
  if (uri !== undefined) {
    const at = place === undefined ? '' : `:${place.line + 1}:${place.character + 1}`;
    return `see: ${visible(uri)}${at}: ${message}`;
  }
  return `see: ${placeText(file.path, related.range.start, lines)}: ${message}`;
}

/** `path:line:column`, both counted from 1: terminals make a link of it. */
function placeText(path: string, offset: number, lines: LineIndex): string {
  const { line, character } = lines.positionAt(offset);
  return `${visible(path)}:${line + 1}:${character + 1}`;
}
