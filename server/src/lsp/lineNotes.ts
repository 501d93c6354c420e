import type { Connection, InitializeParams, Range } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../analysis/analyze.ts';
import { codeLensesOf } from '../features/codeLens.ts';
import { inlayHintsIn } from '../features/inlayHints.ts';
import { SHOW_HOST_MAP, type ShowHostMapArgument } from '../protocol.ts';
import type { LineIndex } from '../text/lineIndex.ts';
import { toRange } from './convert.ts';

type Capabilities = InitializeParams['capabilities'];
/** Answers from the analysis of a document as it stands; `empty` where there is none. */
export type Answer = <T>(
  uri: string,
  empty: T,
  make: (analysis: Analysis, document: TextDocument, lines: LineIndex) => T,
) => Promise<T>;

/** Serves what editors show between and above the lines: inlay hints and code lenses, each with a switch of its own. */
export function serveLineNotes(
  connection: Connection,
  client: () => Capabilities,
  answer: Answer,
  showsHostMap: () => boolean,
): void {
  const isWanted = async (kind: Kind, uri: string): Promise<boolean> =>
    client().workspace?.configuration === true
      ? isEnabled(
          await connection.workspace.getConfiguration({ scopeUri: uri, section: 'libvirtXml' }),
          kind,
        )
      : true;
  connection.languages.inlayHint.on(async ({ textDocument: { uri }, range }) => {
    if (!(await isWanted('inlayHints', uri))) return [];
    return answer(uri, [], (analysis, document, lines) =>
      inlayHintsIn(analysis, offsetsOf(range, document)).map(({ offset, label }) => ({
        position: toRange({ start: offset, end: offset }, lines).start,
        label,
        paddingLeft: true,
      })),
    );
  });
  connection.onCodeLens(async ({ textDocument: { uri } }) => {
    if (!(await isWanted('codeLens', uri))) return [];
    return answer(uri, [], (analysis, _, lines) =>
      codeLensesOf(analysis).map(({ range, title }) => {
        const its = toRange(range, lines);
        const argument: ShowHostMapArgument = { uri, position: its.start };
        return {
          range: its,
          // A lens without a command is never shown; one with an empty command is plain text.
          command: showsHostMap()
            ? { title: `${title} · show map`, command: SHOW_HOST_MAP, arguments: [argument] }
            : { title, command: '' },
        };
      }),
    );
  });
}

/** Asks the client to show them anew, where it can be asked: what they rest on has changed. */
export function refreshLineNotes(connection: Connection, { workspace }: Capabilities): void {
  if (workspace?.inlayHint?.refreshSupport === true) void connection.languages.inlayHint.refresh();
  if (workspace?.codeLens?.refreshSupport === true)
    void connection.sendRequest('workspace/codeLens/refresh');
}

type Kind = 'inlayHints' | 'codeLens';

/** `libvirtXml.inlayHints.enabled` and its like: on unless it is plainly off. */
function isEnabled(sent: unknown, kind: Kind): boolean {
  const part = (sent as Readonly<Record<string, unknown>> | null | undefined)?.[kind];
  return (part as { readonly enabled?: unknown } | null | undefined)?.enabled !== false;
}

function offsetsOf({ start, end }: Range, document: TextDocument) {
  return { start: document.offsetAt(start), end: document.offsetAt(end) };
}
