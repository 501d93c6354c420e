import assert from 'node:assert/strict';
import { commandLine, furtherCommands, readConnectUri } from '../../server/src/host/connectUri.ts';

const ALLOWED = [
  'qemu:///system',
  'qemu:///session',
  'test:///default',
  'qemu+ssh://kvm7/system',
  'qemu+ssh://root@kvm7.example.org:2222/system',
  'qemu+ssh://10.0.0.7/session',
];
const REFUSED = [
  '',
  'qemu',
  'qemu:///system ',
  'qemu:///system\n',
  'qemu:///system?socket=/tmp/evil',
  'qemu:///system?command=/tmp/evil',
  'qemu:///embed?root=/tmp',
  'qemu+ext:///system?command=/tmp/evil',
  'qemu+ssh+ext://kvm7/system',
  'qemu+ssh://kvm7/system?command=/tmp/evil',
  'qemu+ssh://kvm7/system?netcat=/tmp/evil',
  'qemu+ssh://-oProxyCommand=evil/system',
  'qemu+ssh://user@-oProxyCommand=evil/system',
  'qemu+ssh://-u@host/system',
  'qemu+ssh://host;evil/system',
  'qemu+ssh://$(evil)/system',
  'qemu+ssh:///system',
  'qemu+ssh://host/etc/passwd',
  'qemu+libssh2://host/system',
  'qemu+tcp://host/system',
  'qemu+unix:///system',
  'qemu://host/system',
  'test:///etc/passwd',
  'test+ssh://host/default',
  'xen:///system',
  'esx://host/',
  'lxc:///system',
  '-c',
  '--connect=qemu:///system',
  'QEMU:///system',
];

describe('the URI of a hypervisor to ask', () => {
  for (const uri of ALLOWED)
    it(`is allowed: ${uri}`, () => {
      assert.deepEqual(readConnectUri(uri), {
        uri,
        isLocal: uri.startsWith('qemu:///'),
      });
    });
  for (const uri of REFUSED)
    it(`is refused: ${JSON.stringify(uri)}`, () => {
      assert.ok('wrong' in readConnectUri(uri));
    });

  it('leads to commands that only read, and to local tools only on this machine', () => {
    const lines = (uri: string) => {
      const read = readConnectUri(uri);
      return 'wrong' in read ? [] : furtherCommands(read, [0, 2]).map(commandLine);
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
