import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { captureHost, refreshHost } from './captureHost.ts';
import { chooseHostFile } from './chooseHostFile.ts';

export const CHOOSE_HOST_FILE = 'libvirtXml.chooseHostFile';

/** The commands of the palette, but for `libvirtXml.explainRule`, which lives with the pages. */
export function registerCommands(client: LanguageClient): vscode.Disposable[] {
  return [
    vscode.commands.registerCommand(CHOOSE_HOST_FILE, chooseHostFile),
    vscode.commands.registerCommand('libvirtXml.captureHost', () => captureHost(client)),
    vscode.commands.registerCommand('libvirtXml.refreshHost', () => refreshHost(client)),
    vscode.commands.registerCommand('libvirtXml.showOutput', () => client.outputChannel.show()),
    vscode.commands.registerCommand('libvirtXml.restartServer', () =>
      client.isRunning() ? client.restart() : client.start(),
    ),
  ];
}
