import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { State } from 'vscode-languageclient/node';
import {
  HOST_MAP_CHANGED,
  SHOW_HOST_MAP,
  type HostMapChangedParams,
  type ShowHostMapArgument,
} from '../../../server/src/protocol.ts';
import type { Statuses } from '../statuses.ts';
import type { Kept } from './messages.ts';
import { mapPanel, type MapPanel, type Subject } from './panel.ts';

/** The panel's kind, by which VS Code knows it again after a reload; the manifest names it, too. */
const VIEW = 'libvirtXml.hostMap';

/** The command that shows the host map, and its one panel, which follows the editor of a domain that is active. */
export function registerHostMap(
  { extensionUri, workspaceState }: vscode.ExtensionContext,
  client: LanguageClient,
  statuses: Statuses,
): vscode.Disposable[] {
  let current: MapPanel | undefined;
  let lastColumn: vscode.ViewColumn | undefined;
  const sent = (uri: vscode.Uri): string => client.code2ProtocolConverter.asUri(uri);

  function hold(panel: vscode.WebviewPanel, subject: Subject): void {
    const made = mapPanel(panel, subject, {
      client,
      extensionUri,
      memory: workspaceState,
      column: () => lastColumn ?? vscode.ViewColumn.One,
    });
    current = made;
    panel.onDidDispose(() => {
      if (current === made) current = undefined;
    });
  }

  /** The domain in an editor, where it holds one. */
  function subjectIn(editor: vscode.TextEditor | undefined): Subject | undefined {
    if (editor === undefined || statuses.of(editor.document.uri)?.domain !== true) return undefined;
    return { uri: sent(editor.document.uri), position: cursorOf(editor) };
  }

  /** What a command was called with: a lens's argument, a menu's URI, or nothing from the palette. */
  function wanted(argument: unknown): Subject | undefined {
    const active = vscode.window.activeTextEditor;
    if (argument instanceof vscode.Uri) {
      const isActive = active?.document.uri.toString() === argument.toString();
      return isActive
        ? { uri: sent(argument), position: cursorOf(active) }
        : { uri: sent(argument) };
    }
    if (typeof argument === 'object' && argument !== null) {
      const { uri, position } = argument as ShowHostMapArgument;
      return { uri, position };
    }
    return subjectIn(active) ?? current?.subject();
  }

  function open(argument: unknown): void {
    const subject = wanted(argument);
    if (subject === undefined) {
      void vscode.window.showInformationMessage(
        'The host map shows a libvirt domain: open its XML first.',
      );
      return;
    }
    lastColumn = vscode.window.activeTextEditor?.viewColumn ?? lastColumn;
    if (current !== undefined) {
      current.show(subject);
      current.panel.reveal();
      return;
    }
    const place = { viewColumn: vscode.ViewColumn.Beside };
    hold(vscode.window.createWebviewPanel(VIEW, 'Host Map', place), subject);
  }

  function follow(editor = vscode.window.activeTextEditor): void {
    const subject = subjectIn(editor);
    if (current === undefined || subject === undefined) return;
    lastColumn = editor?.viewColumn ?? lastColumn;
    if (subject.uri !== current.subject().uri) current.show(subject);
  }

  let resting: ReturnType<typeof setTimeout> | undefined;
  /** The cursor rests: of a document with several domains, another one may be meant. */
  function moved(editor: vscode.TextEditor): void {
    const subject = subjectIn(editor);
    if (current === undefined || subject?.position === undefined) return;
    current.moved(subject.uri, subject.position);
    if (!/<domain\b[^]*<domain\b/.test(editor.document.getText())) return;
    clearTimeout(resting);
    resting = setTimeout(() => current?.show(subject), REST);
  }

  const restarted = client.onDidChangeState(({ newState }) => {
    if (newState === State.Running) current?.ask();
  });
  return [
    vscode.commands.registerCommand(SHOW_HOST_MAP, open),
    vscode.window.registerWebviewPanelSerializer(VIEW, {
      deserializeWebviewPanel: (panel, state: Kept | undefined) => {
        if (state === undefined || current !== undefined) panel.dispose();
        else hold(panel, { uri: state.uri });
        return Promise.resolve();
      },
    }),
    client.onNotification(HOST_MAP_CHANGED, ({ uri }: HostMapChangedParams) => {
      if (uri === current?.subject().uri) current.ask();
    }),
    new vscode.Disposable(() => restarted.dispose()),
    statuses.onDidChange(() => {
      follow();
    }),
    vscode.window.onDidChangeActiveTextEditor(follow),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => moved(textEditor)),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) current?.edited(sent(document.uri));
    }),
    new vscode.Disposable(() => {
      current?.panel.dispose();
    }),
  ];
}

/** In milliseconds. */
const REST = 200;

const cursorOf = ({ selection: { active } }: vscode.TextEditor) => ({
  line: active.line,
  character: active.character,
});
