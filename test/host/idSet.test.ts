import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatIdSet } from '../../server/src/host/format.ts';
import { claimIds, MAX_ID, parseIdMembers, parseIdSet } from '../../server/src/host/idSet.ts';

describe('parseIdSet', () => {
  const cases: readonly (readonly [string, readonly number[]])[] = [
    ['', []],
    ['0-3,8', [0, 1, 2, 3, 8]],
    [' 0 1 2 3', [0, 1, 2, 3]],
    [' 0-2, 16-17 (5)', [0, 1, 2, 16, 17]],
    [' (0)', []],
    ['3,1,2-4', [1, 2, 3, 4]],
    ['0,,1,', [0, 1]],
  ];
  for (const [text, ids] of cases)
    it(`reads '${text}'`, () => {
      assert.deepEqual(parseIdSet(text), ids);
    });

  it('reads back what formatIdSet wrote', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: MAX_ID })), (ids) => {
        assert.deepEqual(
          parseIdSet(formatIdSet(ids)),
          ids.toSorted((a, b) => a - b),
        );
      }),
    );
  });
});

describe('parseIdMembers', () => {
  it('says what is wrong with each piece, and where', () => {
    const text = '0-4294967295,x,5-3, -1 7';
    const { members, faults } = parseIdMembers(text);
    assert.deepEqual(
      faults.map(({ range, what }) => [text.slice(range.start, range.end), what]),
      [
        ['0-4294967295', 'too-large'],
        ['x', 'not-a-number'],
        ['5-3', 'descending'],
        ['-1', 'not-a-number'],
      ],
    );
    assert.deepEqual(members, [{ first: 7, last: 7, range: { start: 23, end: 24 } }]);
  });
});

describe('claimIds', () => {
  it('gives an id to one owner only', () => {
    const owners = new Map<number, string>();
    const first = claimIds(owners, parseIdMembers('0-3,2').members, 'a');
    assert.deepEqual(first, { ids: [0, 1, 2, 3] });
    const { members } = parseIdMembers('8,3-5');
    assert.deepEqual(claimIds(owners, members, 'b'), {
      ids: [],
      clash: { id: 3, owner: 'a', member: members[1] },
    });
  });
});
