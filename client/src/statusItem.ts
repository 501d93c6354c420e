import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { State } from 'vscode-languageclient/node';
import { STATUS, type SchemaStatus, type StatusParams } from '../../server/src/protocol.ts';
import { CHOOSE_HOST_FILE } from './commands.ts';

/** Shows for the libvirt document in the active editor which host and which schema it is held against, and which checks rest. */
export function registerStatusItem(client: LanguageClient): vscode.Disposable[] {
  const known = new Map<string, StatusParams>();
  let shown: readonly vscode.LanguageStatusItem[] = [];

  client.onNotification(STATUS, (status: StatusParams) => {
    if (status.domain || status.schema !== undefined) known.set(status.uri, status);
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
    new vscode.Disposable(hide),
  ];

  /** Items that are disposed are not there at all: XML that is no domain sees nothing of us. */
  function show(): void {
    const active = vscode.window.activeTextEditor?.document;
    // The output is an editor, too, in a panel beside the one that is meant.
    if (active?.uri.scheme === 'output') return;
    const status = active === undefined ? undefined : known.get(uriAsSent(active.uri));
    hide();
    if (status === undefined) return;
    shown = [
      ...(status.domain ? [hostItem(status)] : []),
      ...(status.schema === undefined ? [] : [schemaItem(status.schema)]),
      ...(status.resting === 0 ? [] : [restingItem(status)]),
    ];
  }

  function hide(): void {
    for (const item of shown) item.dispose();
    shown = [];
  }

  function uriAsSent(uri: vscode.Uri): string {
    return client.code2ProtocolConverter.asUri(uri);
  }
}

function hostItem({ host, problem }: StatusParams): vscode.LanguageStatusItem {
  const item = languageItem('host', 'host');
  item.command = { command: CHOOSE_HOST_FILE, title: 'Choose Host File' };
  if (problem !== undefined) {
    item.text = 'Host file not used';
    item.detail = problem;
    item.severity = vscode.LanguageStatusSeverity.Warning;
  } else if (host === undefined) item.text = '$(server) No host file';
  else {
    item.text = `$(server) ${host.files.join(', ')}`;
    item.detail = host.summary;
  }
  return item;
}

function schemaItem({ name, detail, isTroubled }: SchemaStatus): vscode.LanguageStatusItem {
  const item = languageItem('schema', 'schema');
  item.text = name === undefined ? '$(checklist) No schema' : `$(checklist) ${name}`;
  item.detail = detail;
  item.command = {
    command: 'workbench.action.openSettings',
    title: 'Schemas',
    arguments: ['libvirtXml.schema'],
  };
  if (isTroubled) item.severity = vscode.LanguageStatusSeverity.Warning;
  return item;
}

function restingItem({ resting, restingWhy }: StatusParams): vscode.LanguageStatusItem {
  const item = languageItem('resting', 'resting checks');
  item.text = resting === 1 ? '1 check rests' : `${resting} checks rest`;
  item.detail = restingWhy;
  return item;
}

function languageItem(id: string, what: string): vscode.LanguageStatusItem {
  const item = vscode.languages.createLanguageStatusItem(`libvirtXml.${id}`, { language: 'xml' });
  item.name = `Libvirt XML: ${what}`;
  return item;
}
