import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mentionsOf, setWithout } from '../../server/src/domain/setText.ts';
import type { IdSet } from '../../server/src/vocabulary/values/idSet.ts';
import { parseLibvirtSet } from '../../server/src/vocabulary/values/libvirtSet.ts';

function read(text: string): IdSet<number> | undefined {
  return parseLibvirtSet<number>(text, (start, end) => ({ start, end })).value;
}

const item = fc
  .record({ first: fc.nat(40), more: fc.nat(9), kind: fc.constantFrom('', '-', '^') })
  .map(({ first, more, kind }) => (kind === '-' ? `${first}-${first + more}` : `${kind}${first}`));
const written = fc.array(item, { minLength: 1, maxLength: 12 }).map((items) => items.join(', '));
const numbers = fc.array(fc.nat(50)).map((ids) => new Set(ids));

describe('a set without some of its numbers', () => {
  const cases: readonly (readonly [string, readonly number[], string | undefined])[] = [
    ['0,99', [99], '0'],
    ['99, 0', [99], '0'],
    ['0-5,8', [4, 5], '0-3,8'],
    ['0-5,^2', [5], '0-4,^2'],
    ['0-5', [2], '0-1,3-5'],
    ['98,99', [98, 99], undefined],
    ['0-3,', [3], '0-2'],
  ];
  for (const [text, dropped, wanted] of cases)
    it(`is ${wanted ?? 'nothing'} for ${text} without ${dropped.join()}`, () => {
      const set = read(text);
      assert.ok(set);
      assert.equal(
        setWithout(text, set, (id) => dropped.includes(id)),
        wanted,
      );
    });

  it('holds the others, whatever is written and dropped', () => {
    fc.assert(
      fc.property(written, numbers, (text, dropped) => {
        const set = read(text);
        if (set === undefined) return;
        const rest = set.values.filter((id) => !dropped.has(id));
        const result = setWithout(text, set, (id) => dropped.has(id));
        assert.deepEqual(result === undefined ? [] : read(result)?.values, rest);
      }),
    );
  });

  it('is written anew where it has very many parts', () => {
    const text = Array.from({ length: 300 }, (_, id) => id).join();
    const set = read(text);
    assert.ok(set);
    assert.equal(
      setWithout(text, set, (id) => id === 7),
      '0-6,8-299',
    );
  });
});

describe('the parts of a set that name numbers', () => {
  it('name each number once, at the first part that holds it', () => {
    fc.assert(
      fc.property(written, numbers, (text, asked) => {
        const set = read(text);
        if (set === undefined) return;
        const ids = set.values.filter((id) => asked.has(id));
        const mentions = mentionsOf(set, ids);
        assert.deepEqual(
          mentions.flatMap((mention) => mention.ids).sort((a, b) => a - b),
          ids,
        );
        const parts = set.items.filter(({ excluded }) => !excluded);
        for (const { item: part, ids: named } of mentions)
          for (const id of named)
            assert.equal(
              parts.find(({ first, last }) => first <= id && id <= last),
              part,
            );
      }),
    );
  });

  it('are found in linear time', () => {
    const text = Array.from({ length: 20_000 }, () => '0-16383').join();
    const set = read(text);
    assert.ok(set);
    assert.equal(mentionsOf(set, set.values).length, 1);
    const half = read(Array.from({ length: 20_000 }, () => '0-8000').join() + ',9000');
    assert.ok(half);
    assert.equal(mentionsOf(half, half.values).length, 2);
  });
});
