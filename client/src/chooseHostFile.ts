import * as vscode from 'vscode';

/** Asks for the host's files and writes them as `libvirtXml.hostTopology`. @param of the domain's document, else that of the active editor */
export async function chooseHostFile(of?: vscode.Uri): Promise<void> {
  const document =
    of instanceof vscode.Uri
      ? vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === of.toString())
      : vscode.window.activeTextEditor?.document;
  const folder = document === undefined ? undefined : folderOf(document);
  const chosen = await vscode.window.showOpenDialog({
    title: 'Host Topology File',
    openLabel: 'Use as Host',
    canSelectMany: true,
    ...(folder === undefined ? {} : { defaultUri: folder.uri }),
  });
  if (chosen === undefined || chosen.length === 0) return;
  await useAsHost(chosen, folder, document?.uri);
}

/** Writes the files as `libvirtXml.hostTopology`: for the folder, else for the user. */
export async function useAsHost(
  files: readonly vscode.Uri[],
  folder: vscode.WorkspaceFolder | undefined,
  scope?: vscode.Uri,
): Promise<void> {
  const paths = files.map((file) => pathFrom(folder, file));
  const settings = vscode.workspace.getConfiguration('libvirtXml', folder?.uri ?? scope);
  const target =
    folder === undefined
      ? vscode.ConfigurationTarget.Global
      : vscode.ConfigurationTarget.WorkspaceFolder;
  await settings.update('hostTopology', paths.length === 1 ? paths[0] : paths, target);
}

/** The document's folder; an untitled document belongs to the only folder, if there is exactly one. */
export function folderOf(document: vscode.TextDocument): vscode.WorkspaceFolder | undefined {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (document.isUntitled) return folders.length === 1 ? folders[0] : undefined;
  return vscode.workspace.getWorkspaceFolder(document.uri);
}

/** Relative inside the folder, so that the setting can be shared; else absolute, or a URI where there is no path. */
function pathFrom(folder: vscode.WorkspaceFolder | undefined, file: vscode.Uri): string {
  if (folder !== undefined && vscode.workspace.getWorkspaceFolder(file)?.index === folder.index)
    return file.path.slice(folder.uri.path.length).replace(/^\//, '');
  return file.scheme === 'file' ? file.fsPath : file.toString();
}
