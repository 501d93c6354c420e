import * as vscode from 'vscode';
import type { ListFolderResult, ReadFileResult } from '../../server/src/protocol.ts';

const LIMIT = 10 * 1024 * 1024;

/** A file of any scheme as typed where it is open, else as saved; refused above 10 MB. */
export async function readFile(uri: vscode.Uri): Promise<ReadFileResult> {
  const open = vscode.workspace.textDocuments.find(
    (document) => document.uri.toString() === uri.toString(),
  );
  if (open !== undefined) return { text: open.getText() };
  try {
    const { size, type } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.File) === 0) return { error: 'it is not a regular file' };
    if (size > LIMIT) return { error: 'it is larger than 10 MB' };
    return { text: new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)) };
  } catch (error) {
    return { error: reason(error), missing: isMissing(error) };
  }
}

/** The names of the files directly in a folder. */
export async function listFolder(uri: vscode.Uri): Promise<ListFolderResult> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(uri);
    return {
      names: entries.flatMap(([name, type]) => ((type & vscode.FileType.File) !== 0 ? name : [])),
    };
  } catch (error) {
    return { error: reason(error) };
  }
}

/** Without the path that the platform puts into its own messages: the server names the file. */
function reason(error: unknown): string {
  return isMissing(error) ? 'there is no such file' : 'it cannot be read';
}

function isMissing(error: unknown): boolean {
  return error instanceof vscode.FileSystemError && error.code === 'FileNotFound';
}
