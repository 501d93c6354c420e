const LONGEST = 120;

/**
 * Text out of a file, made harmless for Markdown: no link, image, HTML, command, heading, list, table cell or auto-link can
 * come of it. One line, without control and direction characters, cut after 120 characters.
 */
export function escapeMarkdown(text: string): string {
  const line = oneLine(text);
  return line.replace(/[!-/:-@[-`{-~]/g, '\\$&');
}

/**
 * Text out of a file as a code span: shown as written, but for white space and control characters. Not for table cells,
 * where a bar would end the cell.
 */
export function codeSpan(text: string): string {
  const line = oneLine(text);
  if (line === '') return '';
  const longest = (line.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
  const fence = '`'.repeat(longest + 1);
  const pad = /^`|`$/.test(line) ? ' ' : '';
  return fence + pad + line + pad + fence;
}

/** A column of a table: its heading, and where its cells are aligned. */
export interface Column {
  readonly title: string;
  readonly align?: 'right';
}

/** A Markdown table. Cells are Markdown; a column without any content is left out. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const kept = columns.map((_, i) => rows.some((row) => (row[i] ?? '') !== ''));
  const line = (cells: readonly string[]): string =>
    `| ${columns
      .map((_, i) => cells[i] ?? '')
      .filter((_, i) => kept[i])
      .join(' | ')} |`;
  return [
    line(columns.map(({ title }) => title)),
    line(columns.map(({ align }) => (align === 'right' ? '--:' : '---'))),
    ...rows.map(line),
  ].join('\n');
}

function oneLine(text: string): string {
  const cut = text.length > LONGEST * 4 ? text.slice(0, LONGEST * 4) : text;
  const line = cut
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu, '')
    .trim();
  const characters = Array.from(line);
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST).join('')}…` : line;
}
