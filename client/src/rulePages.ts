import { brotliDecompressSync } from 'node:zlib';
import * as vscode from 'vscode';

export const EXPLAIN_RULE = 'libvirtXml.explainRule';

/** The server's link to a rule, for hovers, where VS Code follows no scheme of ours: the id is the one argument. */
export const RULE_LINK = `command:${EXPLAIN_RULE}?%5B%22{rule}%22%5D`;

const SCHEME = 'libvirt-xml-docs';

/** The editor that the manifest associates with the scheme, so that a click on a plain link shows the page as well. */
const PREVIEW = 'vscode.markdown.preview.editor';

/** The address of a rule's page: its path below `docs/`, so that the links between pages hold. */
export function rulePage(id: string): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEME, path: `/rules/${id}.md` });
}

/** Serves the pages of `docs/`, read-only, and opens a rule's as preview for `libvirtXml.explainRule`. */
export function registerRulePages(extension: vscode.Extension<unknown>): vscode.Disposable[] {
  const rules = shippedRules(extension);
  let pages: Promise<ReadonlyMap<string, string>> | undefined;
  return [
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      provideTextDocumentContent: async ({ path }) => {
        pages ??= shippedPages(extension);
        return (await pages).get(path.slice(1)) ?? `There is no page '${path.slice(1)}'.`;
      },
    }),
    vscode.commands.registerCommand(EXPLAIN_RULE, async (wanted?: unknown) => {
      const id = typeof wanted === 'string' ? wanted : await pickRule(rules);
      if (id === undefined) return;
      if (!rules.has(id)) {
        void vscode.window.showErrorMessage(`Libvirt XML has no rule '${id}'.`);
        return;
      }
      await vscode.commands.executeCommand('vscode.openWith', rulePage(id), PREVIEW);
    }),
  ];
}

/** Path below `docs/` → Markdown. The build packs them into one file, a seventh of their size. */
async function shippedPages(
  extension: vscode.Extension<unknown>,
): Promise<ReadonlyMap<string, string>> {
  const file = vscode.Uri.joinPath(extension.extensionUri, 'dist/docs.json.br');
  const packed = await vscode.workspace.fs.readFile(file);
  const text = brotliDecompressSync(packed).toString();
  return new Map(Object.entries(JSON.parse(text) as Record<string, string>));
}

/** Rule id → what it finds, out of the setting that lists them all; no other page can be asked for. */
function shippedRules(extension: vscode.Extension<unknown>): ReadonlyMap<string, string> {
  const manifest = extension.packageJSON as {
    contributes: {
      configuration: {
        properties: {
          'libvirtXml.rules': { properties: Record<string, { description: string }> };
        };
      };
    };
  };
  const { properties } = manifest.contributes.configuration.properties['libvirtXml.rules'];
  return new Map(Object.entries(properties).map(([id, { description }]) => [id, description]));
}

async function pickRule(rules: ReadonlyMap<string, string>): Promise<string | undefined> {
  const here = rulesAtCursor();
  const item = (id: string) => ({ label: id, detail: rules.get(id) ?? '' });
  const separator = (label: string) => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const elsewhere = [...rules.keys()].filter((id) => !here.includes(id));
  const picked = await vscode.window.showQuickPick(
    [
      ...(here.length > 0 ? [separator('on this line'), ...here.map(item)] : []),
      ...(here.length > 0 ? [separator('all rules')] : []),
      ...elsewhere.map(item),
    ],
    { placeHolder: 'The rule to explain', matchOnDetail: true },
  );
  return picked?.label;
}

function rulesAtCursor(): readonly string[] {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return [];
  const line = editor.selection.active.line;
  const codes = vscode.languages
    .getDiagnostics(editor.document.uri)
    .filter(({ range }) => range.start.line <= line && line <= range.end.line)
    .filter(({ source }) => source === 'libvirt-xml')
    .map(({ code }) => String(typeof code === 'object' ? code.value : code));
  return [...new Set(codes)];
}
