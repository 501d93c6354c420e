import * as vscode from 'vscode';
import { markdownTable } from './markdown.ts';
import type { Drawn } from './messages.ts';

type Way = Drawn | 'markdown' | 'copy';

/** Asks how the map is to go out. */
export async function chooseExport(): Promise<Way | undefined> {
  const ways: (vscode.QuickPickItem & { way: Way })[] = [
    { label: 'SVG', detail: 'the picture, in the colours of the theme', way: 'svg' },
    { label: 'PNG', detail: 'the same in pixels, twice as large', way: 'png' },
    { label: 'Markdown', detail: 'the figures as a table', way: 'markdown' },
    { label: 'Copy as Markdown', detail: 'the table, to be pasted', way: 'copy' },
  ];
  const picked = await vscode.window.showQuickPick(ways, { placeHolder: 'Export the host map as' });
  return picked?.way;
}

/** Gives the figures away as a table. */
export async function exportTable(
  way: 'markdown' | 'copy',
  rows: readonly (readonly string[])[],
  beside: vscode.Uri,
  name: string,
): Promise<void> {
  const text = markdownTable(rows);
  if (way === 'copy') await vscode.env.clipboard.writeText(text);
  else await save(text, beside, name, 'md');
}

const KINDS = { svg: 'SVG', png: 'PNG', md: 'Markdown' } as const;

/** Asks for a file, and writes it. @param beside the document in whose folder the dialog begins */
export async function save(
  data: string | Uint8Array,
  beside: vscode.Uri,
  name: string,
  extension: keyof typeof KINDS,
): Promise<void> {
  const file = `host-map-${name.replaceAll(/[^\w.-]+/g, '-').slice(0, 60)}.${extension}`;
  const folder =
    vscode.workspace.getWorkspaceFolder(beside) ?? vscode.workspace.workspaceFolders?.[0];
  const start = beside.scheme === 'untitled' ? folder?.uri : vscode.Uri.joinPath(beside, '..');
  const chosen = await vscode.window.showSaveDialog({
    title: 'Export Host Map',
    filters: { [KINDS[extension]]: [extension] },
    ...(start === undefined ? {} : { defaultUri: vscode.Uri.joinPath(start, file) }),
  });
  if (chosen === undefined) return;
  const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data;
  await vscode.workspace.fs.writeFile(chosen, bytes);
}
