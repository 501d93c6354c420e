import assert from 'node:assert/strict';
import { wholeNumber } from '../../../server/src/vocabulary/values/wholeNumber.ts';

const place = (start: number, end: number) => ({ start, end });
const distance = wholeNumber<number>('a distance', '', { min: 10, max: 255 });

describe('a whole number', () => {
  for (const [text, value] of [
    ['10', 10],
    ['255', 255],
    [' \t20', 20],
    ['+20', 20],
    ['0020', 20],
  ] as const)
    it(`may be ${JSON.stringify(text)}`, () => {
      assert.deepEqual(distance.parse(text, place), { value, problems: [] });
    });

  for (const [text, message, fixed] of [
    ['9', '9 is out of range: a distance is 10 to 255'],
    ['256', '256 is out of range: a distance is 10 to 255'],
    ['9'.repeat(40), `${'9'.repeat(30)}… is out of range: a distance is 10 to 255`],
    ['20 ', "'20 ' has a blank behind the number: libvirt refuses it", '20'],
    ['\n20\n', "'20 ' has a blank behind the number: libvirt refuses it", '20'],
    ['', 'an empty value is not a distance: a whole number is expected'],
    ['-20', "'-20' is not a distance: a whole number is expected"],
    ['2.5', "'2.5' is not a distance: a whole number is expected"],
    ['0x20', "'0x20' is not a distance: a whole number is expected"],
  ] as const)
    it(`is not ${JSON.stringify(text.slice(0, 20))}`, () => {
      const { value, problems } = distance.parse(text, place);
      assert.equal(value, undefined);
      const [problem, ...others] = problems;
      assert.deepEqual(others, []);
      assert.equal(problem?.message, message);
      assert.deepEqual(problem.range, place(0, text.length));
      assert.equal(problem.fixes?.[0]?.edits[0]?.newText, fixed);
    });
});
