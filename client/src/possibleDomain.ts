import * as vscode from 'vscode';

/** Calls back once, with the first XML document in which `<domain` stands or comes to stand. */
export function onFirstDomain(found: () => Promise<void>): vscode.Disposable {
  if (vscode.workspace.textDocuments.some(mayBeDomain)) {
    void found();
    return vscode.Disposable.from();
  }
  const listening = vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument((document) => {
      if (mayBeDomain(document)) finish();
    }),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (document.languageId === 'xml' && contentChanges.some(bringsDomain(document))) finish();
    }),
  );
  return listening;

  function finish(): void {
    listening.dispose();
    void found();
  }
}

function mayBeDomain(document: vscode.TextDocument): boolean {
  return document.languageId === 'xml' && document.getText().includes('<domain');
}

/** A key stroke costs a look at its line, not at the whole text. */
function bringsDomain(document: vscode.TextDocument) {
  return ({ text, range }: vscode.TextDocumentContentChangeEvent): boolean =>
    text.includes('<domain') || document.lineAt(range.start.line).text.includes('<domain');
}
