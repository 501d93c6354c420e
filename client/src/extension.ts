import * as vscode from 'vscode';
import { registerTagClosing } from './closeTags.ts';
import { registerCommands } from './commands.ts';
import { registerHostMap } from './hostMap/register.ts';
import { createLanguageClient } from './languageClient.ts';
import { registerLintTask } from './lintTask.ts';
import { onFirstDocument } from './possibleDocument.ts';
import { registerRulePages } from './rulePages.ts';
import { registerStatusItem } from './statusItem.ts';
import { listenToStatuses } from './statuses.ts';

/** Starts the language server with the first document that may be libvirt's; other XML costs no process. */
export function activate(context: vscode.ExtensionContext): void {
  const client = createLanguageClient(context);
  const statuses = listenToStatuses(client);
  context.subscriptions.push(
    client,
    ...statuses.disposables,
    ...registerCommands(client),
    ...registerRulePages(context.extension),
    ...registerStatusItem(statuses),
    ...registerHostMap(context, client, statuses),
    registerTagClosing(client),
    registerLintTask(context.extensionUri),
    onFirstDocument(async () => {
      // First, so that output and restart are at hand also when the start fails.
      await vscode.commands.executeCommand('setContext', 'libvirtXml.running', true);
      await client.start();
    }),
  );
}
