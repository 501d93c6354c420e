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
  const command = execution(
    [...args, '--', ...(paths.length === 0 ? ['.'] : paths)],
    folder.uri.fsPath,
  );
  const name = 'check all domains';
  return new vscode.Task(definition, folder, name, TYPE, command, '$libvirt-xml');
}

/** Without a shell; but on Windows npm installs programs as `.cmd`, which only one runs: the one whose policy never forbids it. */
function execution(args: readonly string[], cwd: string) {
  if (process.platform !== 'win32')
    return new vscode.ProcessExecution('libvirt-xml', [...args], { cwd });
  const quoted = args.map((value) => ({ value, quoting: vscode.ShellQuoting.Strong }));
  const shell = { cwd, executable: 'cmd.exe', shellArgs: ['/d', '/c'] };
  return new vscode.ShellExecution('libvirt-xml', quoted, shell);
}

const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
