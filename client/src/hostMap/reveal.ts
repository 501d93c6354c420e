import * as vscode from 'vscode';

/** Shows a place of a document in the group where the document is open already, else in `column`. */
export async function reveal(
  uri: vscode.Uri,
  selection: vscode.Range | undefined,
  column: vscode.ViewColumn,
  preserveFocus: boolean,
): Promise<void> {
  await vscode.window.showTextDocument(uri, {
    viewColumn: columnOf(uri) ?? column,
    preserveFocus,
    ...(selection === undefined ? {} : { selection }),
  });
}

/** The group that shows the document, else one that has it behind another tab. */
function columnOf(uri: vscode.Uri): vscode.ViewColumn | undefined {
  const wanted = uri.toString();
  const visible = vscode.window.visibleTextEditors.find(
    ({ document }) => document.uri.toString() === wanted,
  );
  if (visible?.viewColumn !== undefined) return visible.viewColumn;
  return vscode.window.tabGroups.all.find(({ tabs }) =>
    tabs.some(
      ({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === wanted,
    ),
  )?.viewColumn;
}
