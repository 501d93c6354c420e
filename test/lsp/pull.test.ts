import assert from 'node:assert/strict';
import type { DocumentDiagnosticReport } from 'vscode-languageserver';
import { startClient } from '../harness/languageClient.ts';

const HOST = 'node 0 cpus: 0 1 2 3\nnode 0 size: 15360 MB\n';
const GUEST = `<domain type='kvm'>
  <memory unit='GiB'>35</memory>
  <vcpu>4</vcpu>
  <numatune><memory mode='strict' nodeset='0'/></numatune>
</domain>
`;

describe('a client that asks for diagnostics', function () {
  this.timeout(10_000);

  it('gets each finding once: of open domains when it asks, of host files unasked', async () => {
    const client = await startClient(
      { 'libvirt-xml.host.txt': `${HOST}node 0 free: lots MB\n` },
      { pulls: true },
    );
    try {
      assert.deepEqual(client.initialized.capabilities.diagnosticProvider, {
        interFileDependencies: true,
        workspaceDiagnostics: false,
      });
      await client.open('vm1.xml', GUEST);
      const ask = async () => {
        const report = await client.connection.sendRequest<DocumentDiagnosticReport>(
          'textDocument/diagnostic',
          { textDocument: { uri: client.uri('vm1.xml') } },
        );
        return report.kind === 'full' ? report.items.map(({ code }) => code) : [];
      };
      const found = await ask();
      assert.ok(found.includes('numatune/node-too-small'), String(found));
      const [ofHost] = await client.diagnostics('libvirt-xml.host.txt', (all) => all.length > 0);
      assert.match(String(ofHost?.code), /^host\//);
      const pushed = client.pushed.filter(({ uri }) => uri === client.uri('vm1.xml'));
      assert.deepEqual(
        pushed.flatMap(({ diagnostics }) => diagnostics),
        [],
      );

      client.write('libvirt-xml.host.txt', HOST.replace('15360', '61440'));
      await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [] });
      assert.ok(!(await ask()).includes('numatune/node-too-small'));
      assert.equal(client.refreshes(), 1);
      await client.connection.sendNotification('textDocument/didClose', {
        textDocument: { uri: client.uri('vm1.xml') },
      });
      assert.deepEqual(await ask(), []);
    } finally {
      await client.stop();
    }
  });

  it('is told nothing twice when it would rather be told', async () => {
    const client = await startClient({ 'libvirt-xml.host.txt': HOST });
    try {
      assert.equal(client.initialized.capabilities.diagnosticProvider, undefined);
      await client.open('vm1.xml', GUEST);
      const told = await client.diagnostics('vm1.xml', (all) => all.length > 0);
      assert.equal(new Set(told.map(({ code }) => code)).size, told.length);
    } finally {
      await client.stop();
    }
  });
});
