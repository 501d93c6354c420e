import * as vscode from 'vscode';

const TYPE = 'libvirt-xml';

/** The task type `libvirt-xml`: the command line, run over a folder when the user asks for it, its findings in the Problems panel. */
export function registerLintTask(): vscode.Disposable {
  return vscode.tasks.registerTaskProvider(TYPE, {
    provideTasks: () =>
      (vscode.workspace.workspaceFolders ?? []).map((folder) => taskIn(folder, { type: TYPE })),
    resolveTask: ({ definition, scope }) =>
      typeof scope === 'object' ? taskIn(scope, definition) : undefined,
  });
}

function taskIn(folder: vscode.WorkspaceFolder, definition: vscode.TaskDefinition): vscode.Task {
  const paths = texts(definition['paths']);
  const args = ['lint', '--format', 'compact', '--allow-none', ...texts(definition['args'])];
  const command = new vscode.ProcessExecution(
    'libvirt-xml',
    [...args, '--', ...(paths.length === 0 ? ['.'] : paths)],
    { cwd: folder.uri.fsPath },
  );
  const name = 'check all domains';
  return new vscode.Task(definition, folder, name, TYPE, command, '$libvirt-xml');
}

const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
