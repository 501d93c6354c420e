import assert from 'node:assert/strict';
import { HOSTILE_URIS } from '../harness/hostileUris.ts';
import { commandLine, furtherCommands, readConnectUri } from '../../server/src/host/connectUri.ts';

const ALLOWED = [
  'qemu:///system',
  'qemu:///session',
  'test:///default',
  'qemu+ssh://kvm7/system',
  'qemu+ssh://root@kvm7.example.org:2222/system',
  'qemu+ssh://10.0.0.7/session',
];
describe('the URI of a hypervisor to ask', () => {
  for (const uri of ALLOWED)
    it(`is allowed: ${uri}`, () => {
      assert.deepEqual(readConnectUri(uri), {
        uri,
        isLocal: uri.startsWith('qemu:///'),
      });
    });
  for (const uri of HOSTILE_URIS)
    it(`is refused: ${JSON.stringify(uri)}`, () => {
      assert.ok('wrong' in readConnectUri(uri));
    });

  it('leads to commands that only read, and to local tools only on this machine', () => {
    const lines = (uri: string) => {
      const read = readConnectUri(uri);
      return 'wrong' in read ? [] : furtherCommands(read, [0, 2]).map((one) => commandLine(one));
    };
    assert.deepEqual(lines('qemu:///system'), [
      'virsh -q -c qemu:///system freepages --all',
      'virsh -q -c qemu:///system freecell --all',
      'virsh -q -c qemu:///system nodememstats --cell 0',
      'virsh -q -c qemu:///system nodememstats --cell 2',
      'virsh -q -c qemu:///system version',
      'numactl -H',
      'lscpu -J',
    ]);
    assert.ok(lines('qemu+ssh://kvm7/system').every((line) => line.startsWith('virsh ')));
  });
});
