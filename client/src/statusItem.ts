import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { State } from 'vscode-languageclient/node';
import { STATUS, type StatusParams } from '../../server/src/protocol.ts';
import { CHOOSE_HOST_FILE } from './commands.ts';

/** Shows for the domain in the active editor which host it is held against, and which checks rest. */
export function registerStatusItem(client: LanguageClient): vscode.Disposable[] {
  const known = new Map<string, StatusParams>();
  let item: vscode.LanguageStatusItem | undefined;

  client.onNotification(STATUS, (status: StatusParams) => {
    if (status.domain) known.set(status.uri, status);
    else known.delete(status.uri);
    show();
  });
  const stopped = client.onDidChangeState(({ newState }) => {
    if (newState !== State.Stopped) return;
    known.clear();
    show();
  });
  const closed = vscode.workspace.onDidCloseTextDocument(({ uri }) => {
    known.delete(uriAsSent(uri));
  });
  return [
    new vscode.Disposable(() => stopped.dispose()),
    closed,
    vscode.window.onDidChangeActiveTextEditor(show),
    new vscode.Disposable(() => item?.dispose()),
  ];

  /** An item that is disposed is not there at all: XML that is no domain sees nothing of us. */
  function show(): void {
    const active = vscode.window.activeTextEditor?.document;
    // The output is an editor, too, in a panel beside the one that is meant.
    if (active?.uri.scheme === 'output') return;
    const status = active === undefined ? undefined : known.get(uriAsSent(active.uri));
    if (status === undefined) {
      item?.dispose();
      item = undefined;
      return;
    }
    item ??= createItem();
    Object.assign(item, textOf(status));
  }

  function uriAsSent(uri: vscode.Uri): string {
    return client.code2ProtocolConverter.asUri(uri);
  }
}

function createItem(): vscode.LanguageStatusItem {
  const item = vscode.languages.createLanguageStatusItem('libvirtXml.host', { language: 'xml' });
  item.name = 'Libvirt XML';
  item.command = { command: CHOOSE_HOST_FILE, title: 'Choose Host File' };
  return item;
}

function textOf(
  status: StatusParams,
): Pick<vscode.LanguageStatusItem, 'text' | 'detail' | 'severity'> {
  const checks = status.resting === 1 ? '1 check rests' : `${status.resting} checks rest`;
  const resting = status.resting === 0 ? '' : `${checks}: ${status.restingWhy}`;
  const { Information, Warning } = vscode.LanguageStatusSeverity;
  if (status.problem !== undefined)
    return { text: '$(warning) Host file', detail: status.problem, severity: Warning };
  if (status.host === undefined)
    return { text: '$(server) No host file', detail: resting, severity: Information };
  return {
    text: `$(server) ${status.host.name}`,
    detail: [status.host.summary, resting].filter((part) => part !== '').join('; '),
    severity: Information,
  };
}
