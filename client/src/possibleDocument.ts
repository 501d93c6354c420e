import * as vscode from 'vscode';

/** Calls back once, with the first XML document in which `<domain` stands or comes to stand, or whose root is another of libvirt's. */
export function onFirstDocument(found: () => Promise<void>): vscode.Disposable {
  if (vscode.workspace.textDocuments.some(mayBeLibvirts)) {
    void found();
    return vscode.Disposable.from();
  }
  const listening = vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument((document) => {
      if (mayBeLibvirts(document)) finish();
    }),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (document.languageId === 'xml' && contentChanges.some(bringsDocument(document))) finish();
    }),
  );
  return listening;

  function finish(): void {
    listening.dispose();
    void found();
  }
}

/** Of these, the name tells enough to look; which documents are libvirt's the server says. */
const ROOTS =
  'capabilities|cpu|device|domain\\w*|filter(?:binding)?|interface|network(?:port)?|pool|secret|storagepoolCapabilities|volume';

/** A root behind declaration, comments and white space, near the beginning; or no more than the first letters of a domain. */
const OTHER_ROOT = new RegExp(
  `^\\uFEFF?\\s*(?:<\\?[^>]*>\\s*|<!--(?:(?!-->)[^]){0,4000}-->\\s*){0,20}<(?:(?:${ROOTS})(?=[\\s>/])|dom?a?i?\\s*$)`,
);

function mayBeLibvirts(document: vscode.TextDocument): boolean {
  if (document.languageId !== 'xml') return false;
  const text = document.getText();
  return text.includes('<domain') || OTHER_ROOT.test(text.slice(0, 20_000));
}

/** A key stroke costs a look at its line, and at what stands before it only where that is little. */
function bringsDocument(document: vscode.TextDocument) {
  return ({ text, range }: vscode.TextDocumentContentChangeEvent): boolean => {
    if (text.includes('<domain')) return true;
    if (document.lineAt(range.start.line).text.includes('<domain')) return true;
    return range.start.line < 100 && OTHER_ROOT.test(document.getText(HEAD));
  };
}

const HEAD = new vscode.Range(0, 0, 100, 0);
