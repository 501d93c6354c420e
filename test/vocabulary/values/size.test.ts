import assert from 'node:assert/strict';
import { bytes } from '../../../server/src/host/topology.ts';
import {
  inStoredKiB,
  scaled,
  sizeNumber,
  sizeUnit,
  UNITS,
} from '../../../server/src/vocabulary/values/size.ts';

const place = (start: number, end: number) => ({ start, end });

describe('a unit', () => {
  const good: readonly (readonly [string, bigint, boolean])[] = [
    ['', 1024n, false],
    ['b', 1n, false],
    ['Bytes', 1n, false],
    ['k', 1024n, false],
    ['KiB', 1024n, false],
    ['kb', 1000n, true],
    ['KB', 1000n, true],
    ['m', 1n << 20n, false],
    ['MB', 1000n ** 2n, true],
    ['G', 1n << 30n, false],
    ['gIb', 1n << 30n, false],
    ['GB', 1000n ** 3n, true],
    ['T', 1n << 40n, false],
    ['TB', 1000n ** 4n, true],
    ['PB', 1000n ** 5n, true],
    ['EiB', 1n << 60n, false],
    ['EB', 1000n ** 6n, true],
  ];
  for (const [text, factor, decimal] of good)
    it(`'${text}' counts ${factor} bytes`, () => {
      const { value, problems } = sizeUnit.parse(text, place);
      assert.deepEqual(problems, []);
      assert.deepEqual(value, { name: text, factor, decimal });
    });

  it('is one of 21 names', () => {
    assert.equal(UNITS.size, 21);
  });

  const bad: readonly (readonly [string, string | undefined, boolean?])[] = [
    ['Ki', 'KiB', true],
    ['gibs', 'GiB', true],
    [' KiB ', 'KiB', true],
    ['kilobytes', 'KiB', false],
    ['KBytes', 'KiB', false],
    ['Gibibyte', 'GiB', false],
    ['GiBB', 'GiB', false],
    ['pages', undefined],
    ['x'.repeat(100), undefined],
  ];
  for (const [text, meant, safe] of bad)
    it(`is not '${text.slice(0, 20)}'`, () => {
      const { value, problems } = sizeUnit.parse(text, place);
      assert.equal(value, undefined);
      const [problem, ...others] = problems;
      assert.deepEqual(others, []);
      assert.deepEqual(problem?.range, place(0, text.length));
      const [fix] = problem.fixes ?? [];
      assert.equal(fix?.edits[0]?.newText, meant);
      assert.equal(fix?.safe, safe);
    });
});

describe('the number of a size', () => {
  for (const [text, value] of [
    ['0', 0n],
    ['8', 8n],
    [' \n8', 8n],
    ['+8', 8n],
    ['0008', 8n],
    ['18446744073709551616', 1n << 64n],
  ] as const)
    it(`may be ${JSON.stringify(text)}`, () => {
      assert.deepEqual(sizeNumber.parse(text, place), { value, problems: [] });
    });

  for (const [text, message] of [
    ['8 ', "'8 ' has a blank behind the number: libvirt refuses it"],
    ['8\n', "'8 ' has a blank behind the number: libvirt refuses it"],
    ['8 GiB', "'8 GiB' has its unit in the text: libvirt wants it in the attribute 'unit'"],
    ['8G', "'8G' has its unit in the text: libvirt wants it in the attribute 'unit'"],
    ['1.5', "'1.5' is no whole number: write it in a smaller unit"],
    ['-8', "'-8' is not a size: a whole number is expected"],
    ['0x8', "'0x8' is not a size: a whole number is expected"],
    [' ', 'the size is missing: a whole number is expected'],
    ['9'.repeat(31), `${'9'.repeat(30)}… is too large for a size`],
  ] as const)
    it(`is not ${JSON.stringify(text.slice(0, 20))}`, () => {
      const { value, problems } = sizeNumber.parse(text, place);
      assert.equal(value, undefined);
      assert.deepEqual(
        problems.map((problem) => problem.message),
        [message],
      );
    });

  it('ends below 8 EiB', () => {
    assert.equal(scaled(8n, 1n << 60n), undefined);
    assert.equal(scaled((1n << 63n) - 1n, 1n), (1n << 63n) - 1n);
  });

  it('is stored in KiB, rounded up', () => {
    assert.equal(inStoredKiB(bytes(1n)), 1n);
    assert.equal(inStoredKiB(bytes(1024n)), 1n);
    assert.equal(inStoredKiB(bytes(1000n ** 3n)), 976563n);
  });
});
