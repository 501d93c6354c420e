import * as vscode from 'vscode';

const TYPE = 'libvirt-xml';

/** The task type `libvirt-xml`: our command line, run over a folder when the user asks for it, its findings in the Problems panel. */
export function registerLintTask(extension: vscode.Uri): vscode.Disposable {
  const program = vscode.Uri.joinPath(extension, 'dist/cli.js').fsPath;
  return vscode.tasks.registerTaskProvider(TYPE, {
    provideTasks: () =>
      (vscode.workspace.workspaceFolders ?? []).map((folder) =>
        taskIn(folder, { type: TYPE }, program),
      ),
    resolveTask: ({ definition, scope }) =>
      typeof scope === 'object' ? taskIn(scope, definition, program) : undefined,
  });
}

function taskIn(
  folder: vscode.WorkspaceFolder,
  definition: vscode.TaskDefinition,
  program: string,
): vscode.Task {
  const paths = texts(definition['paths']);
  const args = ['lint', '--format', 'compact', '--allow-none', ...texts(definition['args'])];
  const command = execution(
    [program, ...args, '--', ...(paths.length === 0 ? ['.'] : paths)],
    folder.uri.fsPath,
  );
  const name = 'check all domains';
  return new vscode.Task(definition, folder, name, TYPE, command, '$libvirt-xml');
}

/**
 * By the editor's own runtime, which nobody has to install. Without a shell; but on Windows the editor, a program of windows, writes
 * to a terminal only from within one that has it: the shell whose policy never forbids that.
 */
function execution(args: readonly string[], cwd: string) {
  const env = { ELECTRON_RUN_AS_NODE: '1' };
  if (process.platform !== 'win32')
    return new vscode.ProcessExecution(process.execPath, [...args], { cwd, env });
  const quoted = (value: string) => ({ value, quoting: vscode.ShellQuoting.Strong });
  const shell = { cwd, env, executable: 'cmd.exe', shellArgs: ['/d', '/c'] };
  return new vscode.ShellExecution(quoted(process.execPath), args.map(quoted), shell);
}

const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
