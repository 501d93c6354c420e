import assert from 'node:assert/strict';
import { isStatedBefore, severalPreferred } from '../../server/src/domain/versions.ts';

describe('several preferred nodes', () => {
  it('need releases that are named while the versions are not stated', () => {
    assert.deepEqual(severalPreferred({}), {
      refusedBy: [],
      needed: ['libvirt 9.0', 'Linux 5.15'],
      lowestOnly: undefined,
    });
  });

  it('are refused by old software, and read as one by an old QEMU', () => {
    assert.deepEqual(severalPreferred({ libvirt: [8, 10], kernel: [5, 14, 2], qemu: [7, 2] }), {
      refusedBy: ['libvirt 8.10', 'Linux 5.14.2'],
      needed: [],
      lowestOnly: true,
    });
  });

  it('work with new software', () => {
    assert.deepEqual(severalPreferred({ libvirt: [9, 0, 0], kernel: [5, 15], qemu: [8] }), {
      refusedBy: [],
      needed: [],
      lowestOnly: false,
    });
  });
});

describe('a stated version', () => {
  it('is before another only when it is stated', () => {
    assert.equal(isStatedBefore(undefined, [9]), false);
    assert.equal(isStatedBefore([8, 9], [9]), true);
    assert.equal(isStatedBefore([9, 0, 0], [9]), false);
  });
});
