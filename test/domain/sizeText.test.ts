import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sizesOf } from '../../server/src/domain/sizes.ts';
import { inLargestUnit, writeSize } from '../../server/src/domain/sizeText.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { range } from '../../server/src/text/range.ts';
import { domainOf } from './domainOf.ts';

/** The domain's lines after its `<memory>` was given another size. */
function rewritten(inner: string, size: bigint): string {
  const [memory] = sizesOf(domainOf(inner));
  assert.ok(memory);
  const start = "<domain type='kvm'>".length;
  const edits = writeSize(memory, size).map(({ range: at, newText }) => ({
    range: range(at.start - start, at.end - start),
    newText,
  }));
  return applyEdits(inner, edits);
}

const MIB = 1n << 20n;

describe('writing a size', () => {
  const cases: readonly (readonly [string, bigint, string])[] = [
    ["<memory unit='GiB'>8</memory>", 1024n * MIB, "<memory unit='GiB'>1</memory>"],
    ["<memory unit='GiB'>8</memory>", 1025n * MIB, "<memory unit='MiB'>1025</memory>"],
    ["<memory unit='G'>8</memory>", 1024n * MIB, "<memory unit='G'>1</memory>"],
    ['<memory unit="GB">8</memory>', 1024n, '<memory unit="KiB">1</memory>'],
    ['<memory>8</memory>', 1025n * MIB, '<memory>1049600</memory>'],
    ['<memory> 8</memory>', MIB, '<memory> 1024</memory>'],
  ];
  for (const [before, size, after] of cases)
    it(`makes ${before} into ${after}`, () => {
      assert.equal(rewritten(before, size), after);
    });

  it('gives the very size, whatever stood there', () => {
    const units = fc.constantFrom('', 'b', 'KiB', 'k', 'MB', 'GiB', 'GB', 't', 'tb');
    const size = fc.bigInt({ min: 1n, max: 1n << 40n }).map((kib) => kib * 1024n);
    fc.assert(
      fc.property(units, size, (unit, wanted) => {
        const after = rewritten(`<memory unit='${unit}'>3</memory>`, wanted);
        assert.equal(domainOf(after).memory?.bytes, wanted);
      }),
    );
  });

  it('takes the largest unit that divides it', () => {
    assert.deepEqual(inLargestUnit(1024n), { digits: '1', unit: 'KiB' });
    assert.deepEqual(inLargestUnit(6144n * MIB), { digits: '6', unit: 'GiB' });
    assert.deepEqual(inLargestUnit(3n << 40n), { digits: '3', unit: 'TiB' });
  });
});
