import {
  CompletionItemKind,
  CreateFile,
  DiagnosticSeverity,
  InsertTextFormat,
  MarkupKind,
  StringValue,
  TextDocumentEdit,
  type CodeAction,
  type CompletionItem,
  type Diagnostic,
  type Hover,
  type Range,
} from 'vscode-languageserver';
import { isBuiltIn } from '../analysis/findings.ts';
import type { ActionOffer } from '../features/codeActions.ts';
import type { Completion } from '../features/completion.ts';
import { withoutStops } from '../features/completion/plainText.ts';
import type { HoverText } from '../features/hover.ts';
import type { TextEdit } from '../text/edit.ts';
import type { Finding, Severity } from '../text/finding.ts';
import type { LineIndex } from '../text/lineIndex.ts';
import type { Place, SourceRange } from '../text/range.ts';

/** The only maker of protocol objects. */

const SEVERITY: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

export function toRange({ start, end }: SourceRange, lines: LineIndex): Range {
  return { start: lines.positionAt(start), end: lines.positionAt(end) };
}

function rangeOf({ line, character, endLine, endCharacter }: Place): Range {
  return { start: { line, character }, end: { line: endLine, character: endCharacter } };
}

/** Without the lines of the text, the ranges must be places. */
export function toDiagnostic(
  finding: Finding,
  lines: LineIndex | undefined,
  uri: string,
  ruleLink: string,
): Diagnostic {
  const at = (range: SourceRange): Range =>
    lines === undefined ? rangeOf(range as Place) : toRange(range, lines);
  return {
    range: at(finding.range),
    severity: SEVERITY[finding.severity],
    code: finding.rule,
    ...(isBuiltIn(finding.rule)
      ? { codeDescription: { href: ruleLink.replace('{rule}', finding.rule) } }
      : {}),
    source: 'libvirt-xml',
    message: finding.message,
    relatedInformation: finding.related
      .filter((related) => related.uri === undefined || related.place !== undefined)
      .map(({ range, message, uri: other = uri, place }) => ({
        location: {
          uri: other,
          range: place === undefined ? at(range) : rangeOf(place),
        },
        message,
      })),
  };
}

export function toHover({ markdown, range }: HoverText, lines: LineIndex): Hover {
  return {
    contents: { kind: MarkupKind.Markdown, value: markdown },
    range: toRange(range, lines),
  };
}

export function toCodeAction(
  offer: ActionOffer,
  lines: LineIndex,
  uri: string,
  ruleLink: string,
): CodeAction {
  const { title, kind, edits, isSnippet, writes, finding, preferred } = offer;
  return {
    title,
    kind,
    edit:
      writes !== undefined
        ? { documentChanges: newFile(writes) }
        : isSnippet === true
          ? { documentChanges: [toSnippets(edits, lines, uri)] }
          : { changes: { [uri]: toEdits(edits, lines) } },
    ...(finding === undefined
      ? {}
      : { diagnostics: [toDiagnostic(finding, lines, uri, ruleLink)] }),
    ...(preferred ? { isPreferred: true } : {}),
  };
}

function newFile({ uri, text }: NonNullable<ActionOffer['writes']>) {
  const start = { line: 0, character: 0 };
  return [
    CreateFile.create(uri, { ignoreIfExists: true }),
    TextDocumentEdit.create({ uri, version: null }, [
      { range: { start, end: start }, newText: text },
    ]),
  ];
}

function toSnippets(edits: readonly TextEdit[], lines: LineIndex, uri: string) {
  return TextDocumentEdit.create(
    { uri, version: null },
    edits.map(({ range, newText }) => ({
      range: toRange(range, lines),
      snippet: StringValue.createSnippet(newText),
    })),
  );
}

export function toEdits(edits: readonly TextEdit[], lines: LineIndex) {
  return edits.map(({ range, newText }) => ({ range: toRange(range, lines), newText }));
}

const COMPLETION_KIND: Readonly<Record<Completion['kind'], CompletionItemKind>> = {
  element: CompletionItemKind.Class,
  attribute: CompletionItemKind.Property,
  value: CompletionItemKind.Value,
};

/** @param hasSnippets whether the client reads the snippet syntax; for others what is inserted is plain */
export function toCompletion(
  completion: Completion,
  lines: LineIndex,
  hasSnippets: boolean,
): CompletionItem {
  const { label, insert, isSnippet, detail, doc, range, sortText, kind } = completion;
  return {
    label,
    kind: COMPLETION_KIND[kind],
    textEdit: {
      range: toRange(range, lines),
      newText: isSnippet && !hasSnippets ? withoutStops(insert) : insert,
    },
    insertTextFormat:
      isSnippet && hasSnippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    // VS Code shows a detail on the chosen line only, and a label's description on every line.
    ...(detail === undefined ? {} : { detail, labelDetails: { description: detail } }),
    ...(doc === undefined ? {} : { documentation: { kind: MarkupKind.Markdown, value: doc } }),
    sortText,
  };
}
