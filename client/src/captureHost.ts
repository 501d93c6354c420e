import * as vscode from 'vscode';
import { RequestType, WorkDoneProgress, type LanguageClient } from 'vscode-languageclient/node';
import {
  CAPTURE,
  CAPTURE_PLAN,
  type CaptureParams,
  type CapturePlanParams,
  type CapturePlanResult,
  type CaptureResult,
} from '../../server/src/protocol.ts';
import { folderOf, useAsHost } from './chooseHostFile.ts';

const PLAN = new RequestType<CapturePlanParams, CapturePlanResult, void>(CAPTURE_PLAN);
const RUN = new RequestType<CaptureParams, CaptureResult, void>(CAPTURE);

type Captured = Exclude<CaptureResult, { readonly wrong: string }>;

/** Asks a host, after the user has seen and confirmed every command, and writes what it tells into a host file of the user's choice. */
export async function captureHost(client: LanguageClient): Promise<void> {
  const captured = await ask(client, 'Capture Host Topology');
  if (captured === undefined) return;
  const document = vscode.window.activeTextEditor?.document;
  const folder =
    (document && folderOf(document)) ??
    (vscode.workspace.workspaceFolders?.length === 1
      ? vscode.workspace.workspaceFolders[0]
      : undefined);
  const name = `${captured.name.replace(/[^\w.-]/g, '_')}.libvirt-host.json`;
  const file = await vscode.window.showSaveDialog({
    title: 'Host File',
    filters: { JSON: ['json'] },
    ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder.uri, name) }),
  });
  if (file === undefined) return;
  try {
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(captured.text));
  } catch (error) {
    void vscode.window.showErrorMessage(
      `The host file cannot be written: ${error instanceof Error ? error.message : String(error)}`,
    );
    return;
  }
  await vscode.window.showTextDocument(file);
  const use = 'Use as Host';
  const answer = await vscode.window.showInformationMessage(
    `The host file is written; look at it before you use it.${unanswered(captured)}`,
    use,
  );
  if (answer === use) await useAsHost([file], folder, file);
}

/** The same for the host file in the active editor, else one that is chosen: only its free figures become new, not saved yet. */
export async function refreshHost(client: LanguageClient): Promise<void> {
  const document = await hostFile();
  if (document === undefined) return;
  const before = document.getText();
  const captured = await ask(client, 'Refresh Host Topology', before);
  if (captured === undefined) return;
  const edit = new vscode.WorkspaceEdit();
  const whole = new vscode.Range(document.positionAt(0), document.positionAt(before.length));
  edit.replace(document.uri, whole, captured.text);
  const isDone = document.getText() === before && (await vscode.workspace.applyEdit(edit));
  if (isDone)
    void vscode.window.showInformationMessage(
      `The free figures are new; save the host file to keep them.${unanswered(captured)}`,
    );
  else
    void vscode.window.showErrorMessage(
      'The host file was changed meanwhile and is left as it is; refresh it once more.',
    );
}

async function hostFile(): Promise<vscode.TextDocument | undefined> {
  const active = vscode.window.activeTextEditor?.document;
  if (active !== undefined && /^jsonc?$/.test(active.languageId)) return active;
  const chosen = await vscode.window.showOpenDialog({
    title: 'Host File to Refresh',
    openLabel: 'Refresh',
    filters: { JSON: ['json'] },
  });
  const [file] = chosen ?? [];
  if (file === undefined) return undefined;
  return (await vscode.window.showTextDocument(file)).document;
}

/** undefined: the user was told why, or did not want it any more. */
async function ask(
  client: LanguageClient,
  title: string,
  refresh?: string,
): Promise<Captured | undefined> {
  if (!vscode.workspace.isTrusted) {
    tellFailure('no host is asked in a workspace that is not trusted');
    return undefined;
  }
  try {
    await client.start();
    const connect = await chooseConnection(client);
    if (connect === undefined) return undefined;
    const plan = await client.sendRequest(PLAN, { connect });
    if ('wrong' in plan) {
      tellFailure(plan.wrong);
      return undefined;
    }
    const run = 'Run These Commands';
    const answer = await vscode.window.showInformationMessage(
      `${title}: run these commands now?`,
      { modal: true, detail: explained(plan.commands) },
      run,
    );
    if (answer !== run) return undefined;
    const order = {
      connect,
      confirmed: plan.commands,
      ...(refresh === undefined ? {} : { refresh }),
    };
    return await withProgress(client, title, order);
  } catch (error) {
    tellFailure(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

function explained(commands: readonly string[]): string {
  const each = commands.some((line) => line.endsWith(' N'))
    ? ' N stands for the number of each of its nodes in turn.'
    : '';
  return `${commands.join('\n')}\n\nThey only read. No shell runs them, and LC_ALL is C.${each}`;
}

async function withProgress(
  client: LanguageClient,
  title: string,
  order: Omit<CaptureParams, 'workDoneToken'>,
): Promise<Captured | undefined> {
  const workDoneToken = `capture-${Date.now()}`;
  const result = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (progress, cancellation) => {
      const told = client.onProgress(WorkDoneProgress.type, workDoneToken, (step) => {
        if (step.kind === 'report' && step.message !== undefined)
          progress.report({ message: step.message });
      });
      try {
        const answer = await client.sendRequest(RUN, { ...order, workDoneToken }, cancellation);
        return cancellation.isCancellationRequested ? undefined : answer;
      } finally {
        told.dispose();
      }
    },
  );
  if (result !== undefined && 'wrong' in result) {
    tellFailure(result.wrong);
    return undefined;
  }
  return result;
}

/** A host behind ssh is asked only where its URI is typed. */
async function chooseConnection(client: LanguageClient): Promise<string | undefined> {
  const other = 'Another connection…';
  const picked = await vscode.window.showQuickPick(
    [
      { label: 'qemu:///system', description: 'the guests of this machine' },
      { label: 'qemu:///session', description: 'the guests of this user' },
      { label: 'test:///default', description: "libvirt's made-up host, to try it" },
      { label: other, description: 'to be typed, such as qemu+ssh://root@kvm7/system' },
    ],
    { title: 'Connection', placeHolder: 'The host to ask, as virsh -c takes it' },
  );
  if (picked?.label !== other) return picked?.label;
  return vscode.window.showInputBox({
    title: 'Connection',
    prompt:
      'qemu+ssh://[user@]host[:port]/system; your keys must open it, as nobody can be asked for a password',
    ignoreFocusOut: true,
    validateInput: async (connect) => {
      if (connect === '') return undefined;
      const plan = await client.sendRequest(PLAN, { connect });
      return 'wrong' in plan ? plan.wrong : undefined;
    },
  });
}

function unanswered({ refused }: Captured): string {
  return refused.length === 0 ? '' : ` Not known: ${refused.join('; ')}.`;
}

function tellFailure(why: string): void {
  void vscode.window.showErrorMessage(`No host file: ${why}`);
}
