import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits } from '../../../server/src/text/edit.ts';
import { idSetOfValues } from '../../../server/src/vocabulary/values/idSet.ts';
import { parseLibvirtSet } from '../../../server/src/vocabulary/values/libvirtSet.ts';

const read = (text: string) =>
  parseLibvirtSet<number>(text, (from, to) => ({ start: from, end: to }));

describe('a set as libvirt reads it', () => {
  const good: readonly (readonly [string, readonly number[]])[] = [
    ['0', [0]],
    ['3,1', [1, 3]],
    ['0-3', [0, 1, 2, 3]],
    ['3-3', [3]],
    ['0-5,^3', [0, 1, 2, 4, 5]],
    ['^3,0-5', [0, 1, 2, 3, 4, 5]],
    ['0-2,^1,1', [0, 1, 2]],
    ['0-2,^1,^7', [0, 2]],
    ['1,0,2,1', [0, 1, 2]],
    ['007', [7]],
    [' 0 , 1 ', [0, 1]],
    ['0\t-\n2', [0, 1, 2]],
    ['0-+2', [0, 1, 2]],
    ['0 - \v\f+2', [0, 1, 2]],
    ['0,', [0]],
    ['0 , ', [0]],
    ['16383', [16383]],
  ];
  for (const [text, values] of good)
    it(`takes ${JSON.stringify(text)}`, () => {
      const { value, problems } = read(text);
      assert.deepEqual(problems, []);
      assert.deepEqual(value?.values, values);
      assert.equal(value.size, values.length);
      for (let id = -1; id < 20; id++) assert.equal(value.has(id), values.includes(id), String(id));
    });

  it('gives each item its range', () => {
    const items = read(' 0-1 ,^1, 7').value?.items;
    assert.deepEqual(
      items?.map(({ range }) => range),
      [
        { start: 1, end: 4 },
        { start: 6, end: 8 },
        { start: 10, end: 11 },
      ],
    );
  });
});

describe('a set that libvirt cannot read', () => {
  /** Text, the stretch that is marked, the message, and the text after the fix. */
  const bad: readonly (readonly [string, string, string, string?])[] = [
    ['', '', 'the set is empty: name at least one number, as in 0 or 0-3'],
    [' ', ' ', 'the set is empty: name at least one number, as in 0 or 0-3'],
    [' , ', ' , ', 'the set is empty: name at least one number, as in 0 or 0-3'],
    [',1', ',', 'a comma before the first number: libvirt cannot read that', '1'],
    ['1,,2', ',', 'two commas with no number between them: libvirt cannot read that', '1,2'],
    ['1, ,2', ',', 'two commas with no number between them: libvirt cannot read that', '1, 2'],
    ['1,^1', '1,^1', "'1,^1' excludes every number that it names: no number remains", '1'],
    ['^1', '^1', "'^1' excludes every number that it names: no number remains"],
    ['3-1', '3-1', "the range '3-1' runs backwards: libvirt wants the smaller number first", '1-3'],
    ['0-5,^1-3', '^1-3', "'^1-3' excludes a range: '^' takes one number only", '0-5,^1,^2,^3'],
    ['0-1,^0-1', '^0-1', "'^0-1' excludes a range: '^' takes one number only"],
    ['1,!1', '!1', "'!1': a number is excluded by '^', not by '!'"],
    ['0-5,^ 3', '^ 3', "'^ 3' has a blank behind '^': libvirt wants the number at once", '0-5,^3'],
    ['0-5,^', '^', "'^' excludes nothing: '^' takes one number, as in ^3"],
    ['0-5,^x', '^x', "'^x' excludes nothing: '^' takes one number, as in ^3"],
    [
      '0-10,ˆ5',
      'ˆ5',
      "'ˆ5' is written with 'ˆ' (U+02C6), which only looks like the caret '^': libvirt cannot read it",
      '0-10,^5',
    ],
    [
      '0–3',
      '0–3',
      "'0–3' is written with a dash that only looks like '-': libvirt cannot read it",
      '0-3',
    ],
    ['0-3,!2', '!2', "'!2': a number is excluded by '^', not by '!'", '0-3,^2'],
    ['1 2', '1 2', "'1 2': numbers are separated by commas", '1,2'],
    ['0-3; 8', '0-3; 8', "'0-3; 8': numbers are separated by commas", '0-3,8'],
    ['-1', '-1', "'-1' has a sign: numbers in a set have none"],
    ['+1', '+1', "'+1' has a sign: numbers in a set have none"],
    ['0-', '0-', "the range '0-' has no end: write it as in 0-3"],
    ['0x1', '0x1', "'0x1' is no number, no range (0-3) and no exclusion (^2)"],
    ['all', 'all', "'all' is no number, no range (0-3) and no exclusion (^2)"],
    ['1-2-3', '1-2-3', "'1-2-3' is no number, no range (0-3) and no exclusion (^2)"],
    ['٣', '٣', "'٣' is no number, no range (0-3) and no exclusion (^2)"],
    ['16384', '16384', '16384 is too large: numbers in a set end at 16383'],
    ['0,^16384', '^16384', '16384 is too large: numbers in a set end at 16383'],
    ['0-4294967295', '0-4294967295', '4294967295 is too large: numbers in a set end at 16383'],
    [
      '99999999999999999999',
      '99999999999999999999',
      '999999999… is too large: numbers in a set end at 16383',
    ],
  ];
  for (const [text, marked, message, fixed] of bad)
    it(`tells of ${JSON.stringify(text)}: ${message}`, () => {
      const { value, problems } = read(text);
      const [problem, ...others] = problems;
      assert.equal(value, undefined);
      assert.deepEqual(others, []);
      assert.equal(problem?.message, message);
      assert.equal(text.slice(problem.range.start, problem.range.end), marked);
      const mended = problem.fixes?.map(({ edits }) => applyEdits(text, edits)) ?? [];
      assert.deepEqual(mended, fixed === undefined ? [] : [fixed]);
      if (fixed !== undefined) assert.deepEqual(read(fixed).problems, []);
    });

  it('tells of each bad item alone', () => {
    assert.deepEqual(
      read('0,x,1-0,2').problems.map(({ range }) => range),
      [
        { start: 2, end: 3 },
        { start: 4, end: 7 },
      ],
    );
  });
});

describe('any set', () => {
  it('has a number left when all that is mended without asking is mended', () => {
    const piece = fc.constantFrom(
      '0',
      '1',
      '2-1',
      '0-1',
      '^0',
      '^1',
      '^0-1',
      '^ 1',
      '!0',
      'ˆ1',
      '',
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 5 }), (pieces) => {
        const text = pieces.join(',');
        const safe = read(text).problems.flatMap(({ fixes = [] }) =>
          fixes.filter((fix) => fix.safe).flatMap(({ edits }) => edits),
        );
        if (safe.length === 0) return;
        const after = read(applyEdits(text, safe)).problems.map(({ message }) => message);
        assert.ok(!after.some((message) => message.includes('no number remains')), text);
      }),
    );
  });

  const item = fc.tuple(fc.nat(20), fc.nat(8), fc.boolean(), fc.boolean());

  it('has the numbers that evaluating from left to right leaves', () => {
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 8 }), (items) => {
        const expected = new Set<number>();
        const words = items.map(([first, more, isRange, excluded]) => {
          const last = isRange ? first + more : first;
          for (let id = first; id <= last; id++)
            if (excluded && !isRange) expected.delete(id);
            else expected.add(id);
          return isRange ? `${first}-${last}` : `${excluded ? '^' : ''}${first}`;
        });
        const values = [...expected].sort((a, b) => a - b);
        const { value } = read(words.join(','));
        assert.deepEqual(value?.values ?? [], values);
        assert.equal(value?.size ?? 0, values.length);
        for (let id = 0; id < 30; id++) assert.equal(value?.has(id) ?? false, expected.has(id));
      }),
    );
  });

  it('is read without laying its numbers out', () => {
    const text = Array.from({ length: 20_000 }, () => '0-16383').join();
    assert.equal(read(text).value?.size, 16384);
  });

  it('can be made of numbers', () => {
    const set = idSetOfValues([4, 2, 3, 9]);
    assert.deepEqual(set.values, [2, 3, 4, 9]);
    assert.ok(set.has(9) && !set.has(5));
  });
});
