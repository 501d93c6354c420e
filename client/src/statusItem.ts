import * as vscode from 'vscode';
import { SHOW_HOST_MAP, type SchemaStatus, type StatusParams } from '../../server/src/protocol.ts';
import { CHOOSE_HOST_FILE } from './commands.ts';
import type { Statuses } from './statuses.ts';

/** Shows for the libvirt document in the active editor which host and which schema it is held against, and which checks rest. */
export function registerStatusItem(statuses: Statuses): vscode.Disposable[] {
  let shown: readonly vscode.LanguageStatusItem[] = [];
  return [
    statuses.onDidChange(show),
    vscode.window.onDidChangeActiveTextEditor(show),
    new vscode.Disposable(hide),
  ];

  /** Items that are disposed are not there at all: XML that is no domain sees nothing of us. */
  function show(): void {
    const active = vscode.window.activeTextEditor?.document;
    // The output is an editor, too, in a panel beside the one that is meant.
    if (active?.uri.scheme === 'output') return;
    const status = active === undefined ? undefined : statuses.of(active.uri);
    hide();
    if (active === undefined || status === undefined) return;
    shown = [
      ...(status.domain ? [hostItem(status), mapItem(active.uri)] : []),
      ...(status.schema === undefined ? [] : [schemaItem(status.schema)]),
      ...(status.resting === 0 ? [] : [restingItem(status)]),
    ];
  }

  function hide(): void {
    for (const item of shown) item.dispose();
    shown = [];
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

function mapItem(uri: vscode.Uri): vscode.LanguageStatusItem {
  const item = languageItem('map', 'host map');
  item.text = '$(layout) Host map';
  item.detail = 'where memory and vCPUs land';
  item.command = { command: SHOW_HOST_MAP, title: 'Show Host Map', arguments: [uri] };
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
