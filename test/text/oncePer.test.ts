import assert from 'node:assert/strict';
import { oncePer } from '../../server/src/text/oncePer.ts';

describe('oncePer', () => {
  it('computes once for each object, also where nothing comes of it', () => {
    const asked: object[] = [];
    const first = {};
    const second = {};
    const made = oncePer((key: object) => {
      asked.push(key);
      return key === first ? undefined : asked.length;
    });
    assert.deepEqual(
      [made(first), made(second), made(first), made(second)],
      [undefined, 2, undefined, 2],
    );
    assert.deepEqual(asked, [first, second]);
  });
});
