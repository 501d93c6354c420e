import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { State } from 'vscode-languageclient/node';
import { STATUS, type StatusParams } from '../../server/src/protocol.ts';

/** What the server has told of the open libvirt documents. */
export interface Statuses {
  readonly of: (uri: vscode.Uri) => StatusParams | undefined;
  /** Something was told, or is forgotten since the server stopped. */
  readonly onDidChange: vscode.Event<void>;
  readonly disposables: readonly vscode.Disposable[];
}

/** Listens to the server, and lets `when` clauses know whether the active editor shows a domain: `libvirtXml.domain`. */
export function listenToStatuses(client: LanguageClient): Statuses {
  const known = new Map<string, StatusParams>();
  const changed = new vscode.EventEmitter<void>();
  const of = (uri: vscode.Uri): StatusParams | undefined =>
    known.get(client.code2ProtocolConverter.asUri(uri));

  let isDomain = false;
  function tellContext(): void {
    const { activeTextEditor, visibleTextEditors } = vscode.window;
    // A panel beside the editor, such as our own, leaves no editor active.
    if (activeTextEditor === undefined && visibleTextEditors.length > 0) return;
    const is = activeTextEditor !== undefined && of(activeTextEditor.document.uri)?.domain === true;
    if (is === isDomain) return;
    isDomain = is;
    void vscode.commands.executeCommand('setContext', 'libvirtXml.domain', is);
  }
  function tell(): void {
    tellContext();
    changed.fire();
  }

  client.onNotification(STATUS, (status: StatusParams) => {
    if (status.domain || status.schema !== undefined) known.set(status.uri, status);
    else known.delete(status.uri);
    tell();
  });
  const stopped = client.onDidChangeState(({ newState }) => {
    if (newState !== State.Stopped) return;
    known.clear();
    tell();
  });
  return {
    of,
    onDidChange: changed.event,
    disposables: [
      new vscode.Disposable(() => changed.dispose()),
      new vscode.Disposable(() => stopped.dispose()),
      vscode.window.onDidChangeActiveTextEditor(tellContext),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        if (known.delete(client.code2ProtocolConverter.asUri(uri))) tell();
      }),
    ],
  };
}
