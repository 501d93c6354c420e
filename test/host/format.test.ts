import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  formatBytes,
  formatBytesApart,
  formatExactBytes,
  formatIdSet,
} from '../../server/src/host/format.ts';
import { GIB, KIB, MIB } from './hosts.ts';

describe('formatBytes', () => {
  const cases: readonly (readonly [bigint, string])[] = [
    [0n, '0 B'],
    [1n, '1 B'],
    [1023n, '1023 B'],
    [KIB, '1 KiB'],
    [1536n, '1.5 KiB'],
    [954n * MIB, '954 MiB'],
    [35n * GIB, '35 GiB'],
    [15n * GIB + 512n * MIB, '15.5 GiB'],
    [1100n * MIB, '1100 MiB'],
    [13312n * MIB, '13 GiB'],
    [35020n * MIB, '34.2 GiB'],
    [1030456n * KIB, '1006.3 MiB'],
    [35n * GIB - 1n, '35.0 GiB'],
    [MIB - 1n, '1.0 MiB'],
    [1n << 60n, '1 EiB'],
    [(1n << 70n) + 1n, '1024.0 EiB'],
    [-2n * GIB, '-2 GiB'],
  ];
  for (const [bytes, text] of cases)
    it(`says ${text}`, () => {
      assert.equal(formatBytes(bytes), text);
    });

  it('is exact where it shows no decimal, and a twentieth of a unit off at most where it does', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: (1n << 63n) - 1n }), (bytes) => {
        const [figure = '', unit = ''] = formatBytes(bytes).split(' ');
        const factor = 1n << BigInt(10 * UNITS.indexOf(unit));
        const shown =
          (BigInt(figure.replace('.', '')) * factor) / (figure.includes('.') ? 10n : 1n);
        const off = shown > bytes ? shown - bytes : bytes - shown;
        assert.ok(figure.includes('.') ? off * 20n <= factor + 20n : off === 0n);
      }),
    );
  });
});

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];

describe('formatExactBytes', () => {
  it('takes the largest unit that divides', () => {
    assert.equal(formatExactBytes(0n), '0 B');
    assert.equal(formatExactBytes(1030456n * KIB), '1030456 KiB');
    assert.equal(formatExactBytes(15360n * MIB), '15 GiB');
    assert.equal(formatExactBytes(2n ** 63n - 1n), '9223372036854775807 B');
  });
});

describe('formatBytesApart', () => {
  it('says sizes as they are usually said', () => {
    assert.deepEqual(formatBytesApart(35n * GIB, 13n * GIB), ['35 GiB', '13 GiB']);
    assert.deepEqual(formatBytesApart(35n * GIB, 35n * GIB), ['35 GiB', '35 GiB']);
  });

  it('goes to a finer unit where different sizes would look alike', () => {
    assert.deepEqual(formatBytesApart(35n * GIB, 35n * GIB - 10n * MIB), [
      '35840 MiB',
      '35830 MiB',
    ]);
    assert.deepEqual(formatBytesApart(2n * GIB, 2n * GIB + 1n), ['2147483648 B', '2147483649 B']);
  });

  it('never says the same of different sizes', () => {
    const size = fc.bigInt({ min: 0n, max: 1n << 63n });
    fc.assert(
      fc.property(size, fc.bigInt({ min: 1n, max: 1n << 40n }), (a, more) => {
        const [one, two] = formatBytesApart(a, a + more);
        assert.notEqual(one, two);
      }),
    );
  });
});

describe('formatIdSet', () => {
  it('writes sets as libvirt does', () => {
    assert.equal(formatIdSet([]), '');
    assert.equal(formatIdSet([8, 0, 1, 2, 3, 3]), '0-3,8');
    assert.equal(formatIdSet([1, 0]), '0-1');
    assert.equal(formatIdSet([0, 2, 4]), '0,2,4');
  });
});
