import {
  SymbolKind,
  type Connection,
  type DocumentSymbol as ProtocolSymbol,
  type InitializeParams,
  type SelectionRange,
  type ServerCapabilities,
  type SymbolInformation,
} from 'vscode-languageserver';
import { closingTagAt } from '../features/closingTag.ts';
import { linkedNamesAt } from '../features/linkedNames.ts';
import { selectionRangesAt } from '../features/selectionRanges.ts';
import { symbolsOf, type DocumentSymbol } from '../features/symbols.ts';
import { CLOSING_TAG, type ClosingTagParams, type ClosingTagResult } from '../protocol.ts';
import type { LineIndex } from '../text/lineIndex.ts';
import { toRange } from './convert.ts';
import type { Answer } from './lineNotes.ts';

export const STRUCTURE_CAPABILITIES: Partial<ServerCapabilities> = {
  documentSymbolProvider: { label: 'Libvirt XML' },
  selectionRangeProvider: true,
  linkedEditingRangeProvider: true,
};

/** Serves what rests on the tree of a document: its outline, selections that grow, names of tag pairs, and what closes a tag. */
export function serveStructure(
  connection: Connection,
  client: () => InitializeParams['capabilities'],
  answer: Answer,
): void {
  connection.onDocumentSymbol(({ textDocument: { uri } }) =>
    answer<ProtocolSymbol[] | SymbolInformation[]>(uri, [], (analysis, _, lines) => {
      const symbols = symbolsOf(analysis);
      const isTree = client().textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport;
      return isTree === true
        ? symbols.map((symbol) => toSymbol(symbol, lines))
        : symbols.flatMap((symbol) => flat(symbol, uri, lines));
    }),
  );
  connection.onSelectionRanges(({ textDocument: { uri }, positions }) =>
    answer<SelectionRange[]>(uri, [], (analysis, document, lines) =>
      positions.map(
        (position) =>
          nested(
            selectionRangesAt(analysis, document.offsetAt(position)).map((one) =>
              toRange(one, lines),
            ),
          ) ?? { range: { start: position, end: position } },
      ),
    ),
  );
  connection.languages.onLinkedEditingRange(({ textDocument: { uri }, position }) =>
    answer(uri, null, (analysis, document, lines) => {
      const ranges = linkedNamesAt(analysis, document.offsetAt(position));
      return ranges === undefined
        ? null
        : { ranges: ranges.map((one) => toRange(one, lines)), wordPattern: NAME };
    }),
  );
  connection.onRequest(CLOSING_TAG, ({ uri, position }: ClosingTagParams) =>
    answer<ClosingTagResult>(
      uri,
      null,
      (analysis, document) => closingTagAt(analysis, document.offsetAt(position)) ?? null,
    ),
  );
}

/** A name in XML, as far as editors can be told. */
const NAME = '[^\\s<>/="\'&;]+';

const KIND: Readonly<Record<DocumentSymbol['kind'], SymbolKind>> = {
  document: SymbolKind.Module,
  group: SymbolKind.Object,
  thing: SymbolKind.Struct,
  value: SymbolKind.Field,
};

function toSymbol(symbol: DocumentSymbol, lines: LineIndex): ProtocolSymbol {
  const { name, detail, kind, range, nameRange, children } = symbol;
  return {
    name,
    ...(detail === '' ? {} : { detail }),
    kind: KIND[kind],
    range: toRange(range, lines),
    selectionRange: toRange(nameRange, lines),
    children: children.map((child) => toSymbol(child, lines)),
  };
}

/** For editors without trees: each with the name of the one around it. */
function flat(
  { name, kind, range, children }: DocumentSymbol,
  uri: string,
  lines: LineIndex,
  containerName?: string,
): SymbolInformation[] {
  const own: SymbolInformation = {
    name,
    kind: KIND[kind],
    location: { uri, range: toRange(range, lines) },
    ...(containerName === undefined ? {} : { containerName }),
  };
  return [own, ...children.flatMap((child) => flat(child, uri, lines, name))];
}

/** Ranges from the inside out as the protocol's chain of parents. */
function nested(ranges: readonly SelectionRange['range'][]): SelectionRange | undefined {
  let outer: SelectionRange | undefined;
  for (const range of ranges.toReversed())
    outer = outer === undefined ? { range } : { range, parent: outer };
  return outer;
}
