import assert from 'node:assert/strict';
import type { CodeLens, InlayHint } from 'vscode-languageserver';
import { startClient } from '../harness/languageClient.ts';

const HOST = 'node 0 cpus: 0 1\nnode 0 size: 15360 MB\nnode 1 cpus: 2 3\nnode 1 size: 15360 MB\n';
const GUEST = `<domain type='kvm'>
  <memory>12582912</memory>
  <vcpu cpuset='2-3'>2</vcpu>
  <numatune><memory mode='strict' nodeset='0'/></numatune>
</domain>
`;

describe('notes at the line', function () {
  this.timeout(10_000);

  it('are served to every client, until they are switched off', async () => {
    const client = await startClient({ 'libvirt-xml.host.txt': HOST });
    try {
      await client.open('vm1.xml', GUEST);
      const textDocument = { uri: client.uri('vm1.xml') };
      const range = { start: { line: 0, character: 0 }, end: { line: 5, character: 0 } };
      const hints = async () =>
        (
          await client.connection.sendRequest<InlayHint[]>('textDocument/inlayHint', {
            textDocument,
            range,
          })
        ).map(({ position: { line, character }, label }) => [line, character, label]);
      const lenses = async () =>
        (
          await client.connection.sendRequest<CodeLens[]>('textDocument/codeLens', { textDocument })
        ).map(({ range, command }) => [range.start, command?.title, command?.command]);
      assert.deepEqual(await hints(), [
        [1, 18, '= 12 GiB'],
        [2, 20, '→ node 1'],
        [3, 45, '→ 15 GiB'],
      ]);
      assert.deepEqual(await lenses(), [
        [{ line: 0, character: 1 }, 'this host: fits node 0, 12 of 15 GiB', ''],
      ]);
      await client.setSettings({ inlayHints: { enabled: false }, codeLens: { enabled: false } });
      assert.deepEqual([await hints(), await lenses()], [[], []]);
    } finally {
      await client.stop();
    }
  });
});
