import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import {
  HOST_MAP,
  HOST_MAP_EDIT,
  type HostMapEditParams,
  type HostMapEditResult,
  type HostMapParams,
  type HostMapResult,
  type HostMapWhatIf,
  type MapSource,
  type ProtocolPosition,
} from '../../../server/src/protocol.ts';
import { chooseHostFile } from '../chooseHostFile.ts';
import { sourcesAt } from './cursor.ts';
import { chooseExport, exportTable, save } from './exportMap.ts';
import { newNonce, pageOf } from './html.ts';
import type { FromPage, ToPage } from './messages.ts';
import { reveal } from './reveal.ts';

/** A domain whose map is shown. */
export interface Subject {
  /** As the server calls it. */
  readonly uri: string;
  /** In the domain. */
  readonly position?: ProtocolPosition;
}

export interface PanelPorts {
  readonly client: LanguageClient;
  readonly extensionUri: vscode.Uri;
  /** Whether other guests are left out: kept for the workspace. */
  readonly memory: vscode.Memento;
  /** Where documents are shown that are not open yet. */
  readonly column: () => vscode.ViewColumn;
}

/** The panel of the host map, which shows what the server says of one domain at a time. */
export interface MapPanel {
  readonly panel: vscode.WebviewPanel;
  readonly subject: () => Subject;
  readonly show: (subject: Subject) => void;
  /** The map of the document is another one, or the server a new one. */
  readonly ask: () => void;
  /** The text has changed: a preview ends. */
  readonly edited: (uri: string) => void;
  /** The cursor is elsewhere in the document. */
  readonly moved: (uri: string, cursor: ProtocolPosition) => void;
}

/** What the user has chosen to see. */
interface Choice {
  readonly subject: Subject;
  readonly alone: boolean;
  readonly whatIfs: readonly HostMapWhatIf[];
  readonly plan?: string | undefined;
}

const ALONE = 'hostMap.alone';
/** As many as the server looks at. */
const MOST_WHAT_IFS = 16;

export function mapPanel(
  panel: vscode.WebviewPanel,
  first: Subject,
  { client, extensionUri, memory, column }: PanelPorts,
): MapPanel {
  let choice: Choice = { subject: first, alone: memory.get(ALONE) === true, whatIfs: [] };
  let cursor = first.position;
  let width: number | undefined;
  let shown: Extract<HostMapResult, { readonly map: unknown }> | undefined;
  let isAsking = false;
  let isToAsk = false;
  let isGone = false;
  panel.onDidDispose(() => (isGone = true));
  panel.webview.onDidReceiveMessage((message: FromPage) => hear(message).catch(tellWhy));
  panel.onDidChangeViewState(ask);
  fill();

  function fill(): void {
    const { webview } = panel;
    const folder = vscode.Uri.joinPath(extensionUri, 'dist');
    const file = (name: string): string =>
      webview.asWebviewUri(vscode.Uri.joinPath(folder, name)).toString();
    webview.options = { enableScripts: true, localResourceRoots: [folder] };
    webview.html = pageOf({
      cspSource: webview.cspSource,
      script: file('hostMap.js'),
      style: file('hostMap.css'),
      nonce: newNonce(),
    });
  }

  const send = (message: ToPage): void => {
    if (!isGone) void panel.webview.postMessage(message);
  };
  const documentUri = (): vscode.Uri => client.protocol2CodeConverter.asUri(choice.subject.uri);

  function choose(change: Partial<Choice>): void {
    choice = { ...choice, ...change };
    ask();
  }

  /** One question at a time: what is asked meanwhile is asked once behind it. */
  function ask(): void {
    isToAsk = true;
    if (!isAsking) void askAll();
  }

  async function askAll(): Promise<void> {
    isAsking = true;
    // A page out of sight is not there, and says so when it comes back.
    while (isToAsk && !isGone && panel.visible && width !== undefined) {
      isToAsk = false;
      const asked = choice;
      const result = await answer(asked, width);
      // What was chosen since is asked for next, and shown instead.
      if (choice === asked) present(result);
    }
    isAsking = false;
  }

  async function answer(asked: Choice, width: number): Promise<HostMapResult> {
    try {
      await opened(documentUri());
      const params = paramsOf(asked);
      const draw = { width, ...(asked.plan === undefined ? {} : { plan: asked.plan }) };
      return await client.sendRequest<HostMapResult>(HOST_MAP, { ...params, draw });
    } catch {
      return { problem: 'the language server does not answer, or the document cannot be read' };
    }
  }

  function present(result: HostMapResult): void {
    const whatIf = choice.whatIfs.length - 1;
    let wrong: string | undefined;
    if ('map' in result) {
      shown = result;
      wrong = result.wrong.find((one) => one.whatIf === whatIf)?.problem;
      if (wrong !== undefined) choice = { ...choice, whatIfs: choice.whatIfs.slice(0, -1) };
      const key = result.asked[whatIf];
      const isNew = choice.plan === NEWEST;
      if (isNew && typeof key === 'string') {
        choose({ plan: key });
        return;
      }
      if (isNew) choice = { ...choice, plan: undefined };
    } else shown = undefined;
    panel.title = 'map' in result ? `Host Map: ${result.map.focus.name}` : 'Host Map';
    const { plan, alone } = choice;
    send({
      kind: 'show',
      result,
      alone,
      ...(plan === undefined ? {} : { plan }),
      ...(wrong === undefined ? {} : { wrong }),
      cursor: cursorSources(),
    });
  }

  function cursorSources(): readonly number[] {
    const sources = shown?.picture?.sources;
    if (sources === undefined || cursor === undefined) return [];
    return sourcesAt(sources, choice.subject.uri, cursor);
  }

  async function hear(message: FromPage): Promise<void> {
    switch (message.kind) {
      case 'width':
        width = message.width;
        ask();
        break;
      case 'plan':
        choose({ plan: message.key ?? undefined });
        break;
      case 'alone':
        await memory.update(ALONE, message.alone);
        choose({ alone: message.alone });
        break;
      case 'whatIf': {
        const whatIfs = [...choice.whatIfs, message.whatIf].slice(-MOST_WHAT_IFS);
        choose({ whatIfs, plan: NEWEST });
        break;
      }
      case 'apply':
        return apply(message.key);
      case 'reveal':
        return go(message.source, message.stays);
      case 'copy':
        return vscode.env.clipboard.writeText(message.text);
      case 'problems':
        return vscode.commands.executeCommand('workbench.actions.view.problems');
      case 'chooseHost':
        return chooseHostFile(documentUri());
      case 'captureHost':
        return vscode.commands.executeCommand('libvirtXml.captureHost');
      case 'export':
        return exportAs();
      case 'drawn':
        return save(message.data, documentUri(), shown?.map.host.name ?? 'host', message.as);
      case 'undrawn':
        void vscode.window.showErrorMessage(NOT_IN_PIXELS);
    }
  }

  async function apply(key: string): Promise<void> {
    if (shown === undefined) return;
    const params: HostMapEditParams = { ...paramsOf(choice), version: shown.version, key };
    const answer = await client.sendRequest<HostMapEditResult>(HOST_MAP_EDIT, params);
    const document = openDocument(documentUri());
    if ('problem' in answer) {
      void vscode.window.showWarningMessage(`Nothing was written: ${answer.problem}.`);
    } else if (document?.version === params.version) {
      const edit = await client.protocol2CodeConverter.asWorkspaceEdit(answer.edit);
      await vscode.workspace.applyEdit(edit);
    }
  }

  async function go({ uri, start, end }: MapSource, stays: boolean): Promise<void> {
    const range = new vscode.Range(start.line, start.character, end.line, end.character);
    const target = client.protocol2CodeConverter.asUri(uri);
    await reveal(target, range, column(), stays);
  }

  async function exportAs(): Promise<void> {
    const way = await chooseExport();
    if (way === undefined || width === undefined) return;
    const draw = {
      width: EXPORT_WIDTH,
      whole: true,
      ...(choice.plan === undefined ? {} : { plan: choice.plan }),
    };
    const params: HostMapParams = { ...paramsOf(choice), draw };
    const result = await client.sendRequest<HostMapResult>(HOST_MAP, params);
    if (!('map' in result) || result.picture === undefined || result.whole === undefined) return;
    if (way === 'svg' || way === 'png') send({ kind: 'draw', whole: result.whole, as: way });
    else await exportTable(way, result.picture.table, documentUri(), result.map.host.name);
  }

  return {
    panel,
    subject: () => choice.subject,
    ask,
    show: (subject) => {
      const isSame = subject.uri === choice.subject.uri;
      cursor = subject.position ?? (isSame ? cursor : undefined);
      choose(isSame ? { subject } : { subject, plan: undefined, whatIfs: [] });
    },
    edited: (uri) => {
      if (uri === choice.subject.uri && choice.plan !== undefined)
        choice = { ...choice, plan: undefined };
    },
    moved: (uri, position) => {
      if (uri !== choice.subject.uri) return;
      cursor = position;
      send({ kind: 'cursor', cursor: cursorSources() });
    },
  };
}

function tellWhy(error: unknown): void {
  const why = error instanceof Error ? error.message : String(error);
  void vscode.window.showWarningMessage(`The host map could not do this: ${why}`);
}

const NOT_IN_PIXELS =
  'The map was not exported: the editor makes no PNG of it, perhaps because it is too large. SVG can have any size.';

/** Stands for the key of the plan that is being asked for, until the server has told it: no plan has it. */
const NEWEST = '?';
/** A picture to be shown elsewhere has all columns. */
const EXPORT_WIDTH = 1160;

function paramsOf({ subject, alone, whatIfs }: Choice): HostMapParams {
  return { ...subject, alone, whatIfs };
}

const openDocument = (uri: vscode.Uri): vscode.TextDocument | undefined =>
  vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());

/** The server knows open documents; one whose last editor was closed is opened without an editor. */
async function opened(uri: vscode.Uri): Promise<void> {
  if (openDocument(uri) === undefined && uri.scheme !== 'untitled')
    await vscode.workspace.openTextDocument(uri);
}
