import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import type { LanguageClientOptions } from 'vscode-languageclient/node';
import {
  LIST_FOLDER,
  READ_FILE,
  TRUSTED,
  type InitializationOptions,
  type ListFolderParams,
  type ReadFileParams,
} from '../../server/src/protocol.ts';
import { EXPLAIN_RULE, RULE_LINK, rulePage } from './rulePages.ts';
import { listFolder, readFile } from './workspaceFiles.ts';
import { withOrigins } from './settingsOrigin.ts';

/** Room for what is soon forgotten, in MiB: with V8's own 16 the server takes a quarter more memory, and is no faster. */
const LEAN = ['--max-semi-space-size=4'];

/** The client of our own language server, not yet started. Its id is the prefix of `libvirtXml.trace.server`. */
export function createLanguageClient(context: vscode.ExtensionContext): LanguageClient {
  const module = vscode.Uri.joinPath(context.extensionUri, 'dist/server.js').fsPath;
  const server = { module, transport: TransportKind.ipc, options: { execArgv: LEAN } };
  const client = new LanguageClient(
    'libvirtXml',
    'Libvirt XML',
    { run: server, debug: server },
    options,
  );
  client.onRequest(READ_FILE, ({ uri }: ReadFileParams) => readFile(vscode.Uri.parse(uri)));
  client.onRequest(LIST_FOLDER, ({ uri }: ListFolderParams) => listFolder(vscode.Uri.parse(uri)));
  context.subscriptions.push(
    vscode.workspace.onDidGrantWorkspaceTrust(() => {
      if (client.isRunning()) void client.sendNotification(TRUSTED);
    }),
  );
  return client;
}

const options: LanguageClientOptions = {
  documentSelector: [{ language: 'xml' }],
  diagnosticCollectionName: 'libvirt-xml',
  // Asked at each start, so that a restarted server knows of a trust granted since.
  initializationOptions: (): InitializationOptions => ({
    trusted: vscode.workspace.isTrusted,
    push: true,
    ruleLink: RULE_LINK,
    hostMap: true,
  }),
  markdown: { isTrusted: { enabledCommands: [EXPLAIN_RULE] }, supportHtml: false },
  middleware: {
    workspace: { configuration: withOrigins },
    handleDiagnostics: (uri, diagnostics, next) => {
      next(uri, diagnostics.map(linkedToPage));
    },
  },
};

/** A click on the code of a finding runs no command everywhere (it does in the Problems panel, not in hovers): link to the page. */
function linkedToPage(diagnostic: vscode.Diagnostic): vscode.Diagnostic {
  const { code } = diagnostic;
  if (typeof code === 'object')
    diagnostic.code = { value: code.value, target: rulePage(String(code.value)) };
  return diagnostic;
}
