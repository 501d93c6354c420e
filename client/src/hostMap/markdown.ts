/** A table in Markdown; the first row has the heads. Cells are text: nothing in them is markup. */
export function markdownTable(rows: readonly (readonly string[])[]): string {
  const [heads = [], ...rest] = rows;
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const lines = [heads.map(asText), heads.map(() => '---'), ...rest.map((row) => row.map(asText))];
  return `${lines.map(line).join('\n')}\n`;
}

/** ASCII punctuation that Markdown may read as markup is escaped; a line break would end the row. */
function asText(cell: string): string {
  return cell
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replaceAll(/[\\`*_[\]<>&|~#!]/g, '\\$&');
}
