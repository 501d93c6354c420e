import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import {
  CLOSING_TAG,
  type ClosingTagParams,
  type ClosingTagResult,
} from '../../server/src/protocol.ts';

/** Writes what closes a tag behind a `>` or `</` that is typed, as the server says. */
export function registerTagClosing(client: LanguageClient): vscode.Disposable {
  return vscode.workspace.onDidChangeTextDocument(({ document, contentChanges, reason }) => {
    const [change, ...others] = contentChanges;
    if (change === undefined || others.length > 0 || reason !== undefined) return;
    if (document.languageId !== 'xml' || !client.isRunning()) return;
    const editor = vscode.window.activeTextEditor;
    if (editor?.document !== document || editor.selections.length > 1) return;
    if (!endsTag(document, change) || !isWanted(document.uri)) return;
    const { version } = document;
    // The client tells the server of the change behind this, and who types on needs no tag here.
    setTimeout(() => void close(client, editor, version), PAUSE);
  });
}

const PAUSE = 60;

async function close(
  client: LanguageClient,
  editor: vscode.TextEditor,
  version: number,
): Promise<void> {
  const { document } = editor;
  const position = editor.selection.active;
  const isStill = (): boolean =>
    document.version === version && editor.selection.active.isEqual(position);
  if (!isStill()) return;
  const uri = client.code2ProtocolConverter.asUri(document.uri);
  const { line, character } = position;
  const params: ClosingTagParams = { uri, position: { line, character } };
  const found = await client.sendRequest<ClosingTagResult>(CLOSING_TAG, params).catch(() => null);
  if (found === null || !isStill()) return;
  const isWhole = found.text.startsWith('<');
  const snippet = new vscode.SnippetString(isWhole ? '$0' : '').appendText(found.text);
  await editor.insertSnippet(snippet, position, { undoStopBefore: false, undoStopAfter: false });
  if (found.hasWords) await vscode.commands.executeCommand('editor.action.triggerSuggest');
}

/** One `>` or `/` was typed, the latter behind `<`. */
function endsTag(
  document: vscode.TextDocument,
  { text, range, rangeLength }: vscode.TextDocumentContentChangeEvent,
): boolean {
  if (rangeLength > 0 || (text !== '>' && text !== '/')) return false;
  const { line, character } = range.start;
  const before = document.lineAt(line).text.charAt(character - 1);
  return text === '/' ? before === '<' : before !== '/' && before !== '-' && before !== '?';
}

/** Extensions that close tags of XML themselves. */
const OTHERS = ['redhat.vscode-xml', 'formulahendry.auto-close-tag'];

function isWanted(uri: vscode.Uri): boolean {
  const setting = vscode.workspace.getConfiguration('libvirtXml', uri).get('autoCloseTags');
  if (setting === 'auto')
    return OTHERS.every((id) => vscode.extensions.getExtension(id) === undefined);
  return setting === 'on';
}
