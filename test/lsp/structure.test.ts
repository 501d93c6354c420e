import assert from 'node:assert/strict';
import type {
  CodeAction,
  CompletionItem,
  DocumentSymbol,
  Hover,
  LinkedEditingRanges,
  MarkupContent,
  SelectionRange,
  SymbolInformation,
} from 'vscode-languageserver/node';
import { CLOSING_TAG, type ClosingTagResult } from '../../server/src/protocol.ts';
import { startClient, type TestClient } from '../harness/languageClient.ts';
import { smallSchemaFiles } from '../harness/smallSchemas.ts';

const GUEST = `<domain type='kvm'>
  <name>vm1</name>
  <devices>
    <disk type='file' device='disk'>
      <source file='/vm1.qcow2'/>
      <target dev='vda'/>
    </disk>
    <
  </devices>
</domain>
`;
const SCHEMAS = smallSchemaFiles('rng');
const WITH_SCHEMAS = { settings: { schemas: 'rng' } };
const SNIPPETS = { textDocument: { completion: { completionItem: { snippetSupport: true } } } };

describe('writing and structure in the language server', () => {
  let client: TestClient;
  afterEach(() => client.stop());

  const at = (line: number, character: number, name = 'vm1.xml') => ({
    textDocument: { uri: client.uri(name) },
    position: { line, character },
  });
  const completions = (line: number, character: number): Promise<CompletionItem[]> =>
    client.connection.sendRequest('textDocument/completion', at(line, character));

  async function opened(capabilities = {}, text = GUEST): Promise<void> {
    client = await startClient(SCHEMAS, { ...WITH_SCHEMAS, capabilities });
    await client.open('vm1.xml', text);
    if (text.includes('<domain'))
      await client.status('vm1.xml', ({ schema }) => schema?.name !== undefined);
  }

  it('says what it can do', async () => {
    await opened();
    const { capabilities } = client.initialized;
    assert.deepEqual(capabilities.documentSymbolProvider, { label: 'Libvirt XML' });
    assert.equal(capabilities.selectionRangeProvider, true);
    assert.equal(capabilities.linkedEditingRangeProvider, true);
    assert.ok(capabilities.completionProvider?.triggerCharacters?.includes('<'));
  });

  it('adds what the schema misses with stops for clients that have them in edits, and else not at all', async () => {
    const workspaceEdit = { snippetEditSupport: true };
    const text = GUEST.replace(" dev='vda'", '').replace('    <\n', '');
    const range = { start: { line: 5, character: 8 }, end: { line: 5, character: 8 } };
    for (const [capabilities, wanted] of [
      [{ workspaceEdit }, [{ kind: 'snippet', value: " dev='${1|vda,sda|}'" }]],
      [{}, []],
    ] as const) {
      await opened(capabilities, text);
      await client.diagnostics('vm1.xml', (found) =>
        found.some(({ code }) => code === 'schema/missing-attribute'),
      );
      const { textDocument } = at(0, 0);
      const params = { textDocument, range, context: { diagnostics: [] } };
      const actions = await client.connection.sendRequest<CodeAction[]>(
        'textDocument/codeAction',
        params,
      );
      const edits = actions.flatMap(({ edit }) => edit?.documentChanges ?? []);
      assert.deepEqual(
        edits.flatMap((one) =>
          'edits' in one ? one.edits.map((each) => 'snippet' in each && each.snippet) : [],
        ),
        wanted,
      );
      if (wanted.length > 0) await client.stop();
    }
  });

  it('completes by the schema, with stops for clients that have them', async () => {
    await opened(SNIPPETS);
    const disk = (await completions(7, 5)).find(({ label }) => label === 'disk');
    assert.match(
      disk?.textEdit?.newText ?? '',
      /^disk type='file'>[^]*type='\$\{2\|qcow2,raw\|\}'/,
    );
    assert.equal(disk?.insertTextFormat, 2);
  });

  it('completes in plain text for others', async () => {
    await opened();
    const disk = (await completions(7, 5)).find(({ label }) => label === 'disk');
    assert.equal(disk?.insertTextFormat, 1);
    assert.match(disk.textEdit?.newText ?? '', /^disk type='file'>\n\t<driver name='qemu'/);
  });

  it('offers the roots in a document without one, and is silent in one with another', async () => {
    await opened(SNIPPETS, "<?xml version='1.0'?>\n<do");
    const roots = await completions(1, 3);
    assert.deepEqual(
      roots.slice(0, 2).map(({ label }) => label),
      ['domain', 'domainsnapshot'],
    );
    assert.match(roots[0]?.textEdit?.newText ?? '', /^domain type='\$\{1\|kvm,qemu\|\}'>\n/);
    await client.open('pom.xml', '<project>\n<\n</project>\n');
    const foreign = at(1, 1, 'pom.xml');
    assert.deepEqual(await client.connection.sendRequest('textDocument/completion', foreign), []);
  });

  it('shows what the schema says', async () => {
    await opened();
    const hover = await client.connection.sendRequest<Hover>('textDocument/hover', at(5, 16));
    assert.match((hover.contents as MarkupContent).value, /target\/@dev`: required, any text/);
  });

  it('lists the outline as a tree, or flat for clients without trees', async () => {
    await opened({
      textDocument: { documentSymbol: { hierarchicalDocumentSymbolSupport: true } },
    });
    const [root] = await client.connection.sendRequest<DocumentSymbol[]>(
      'textDocument/documentSymbol',
      at(0, 0),
    );
    assert.equal(root?.name, 'domain vm1');
    const devices = root.children?.[1];
    assert.deepEqual(
      devices?.children?.map(({ name, detail }) => [name, detail]),
      [['disk vda', '/vm1.qcow2']],
    );
    assert.deepEqual(devices.children[0]?.range.start, { line: 3, character: 4 });
    await client.stop();
    await opened();
    const list = await client.connection.sendRequest<SymbolInformation[]>(
      'textDocument/documentSymbol',
      at(0, 0),
    );
    const disk = list.find(({ name }) => name === 'disk vda');
    assert.equal(disk?.containerName, 'devices');
  });

  it('answers for selections, linked names and closing tags', async () => {
    await opened({}, GUEST.replace('    <\n', '    <disk>\n'));
    const [selection] = await client.connection.sendRequest<SelectionRange[]>(
      'textDocument/selectionRange',
      { ...at(0, 0), positions: [{ line: 5, character: 20 }] },
    );
    assert.deepEqual(selection?.range, {
      start: { line: 5, character: 19 },
      end: { line: 5, character: 22 },
    });
    assert.equal(selection.parent?.range.start.character, 18);
    const linked = await client.connection.sendRequest<LinkedEditingRanges>(
      'textDocument/linkedEditingRange',
      at(3, 6),
    );
    assert.deepEqual(
      linked.ranges.map(({ start }) => start),
      [
        { line: 3, character: 5 },
        { line: 6, character: 6 },
      ],
    );
    const closing = (line: number, character: number): Promise<ClosingTagResult> =>
      client.connection.sendRequest(CLOSING_TAG, {
        uri: client.uri('vm1.xml'),
        position: { line, character },
      });
    assert.deepEqual(await closing(7, 10), { text: '</disk>', hasWords: false });
    assert.equal(await closing(3, 36), null);
    assert.equal(
      await client.connection.sendRequest('textDocument/linkedEditingRange', at(5, 6)),
      null,
    );
  });

  it('is left to another extension that serves the document', async () => {
    client = await startClient(SCHEMAS, {
      settings: { schemas: 'rng', servedElsewhere: ['**/*.xml'] },
    });
    await client.open('vm1.xml', GUEST);
    await client.status('vm1.xml', ({ schema }) => schema?.name !== undefined);
    assert.ok((await completions(7, 5)).every(({ label }) => label !== 'disk'));
    await client.open('new.xml', '<');
    const roots = at(0, 1, 'new.xml');
    assert.deepEqual(await client.connection.sendRequest('textDocument/completion', roots), []);
    assert.deepEqual(
      await client.connection.sendRequest('textDocument/documentSymbol', at(0, 0)),
      [],
    );
  });
});
