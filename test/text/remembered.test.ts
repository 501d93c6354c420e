import assert from 'node:assert/strict';
import { remembered } from '../../server/src/text/remembered.ts';

describe('remembered', () => {
  it('computes once while the same object is asked for, also where nothing comes of it', () => {
    const asked: object[] = [];
    const first = {};
    const second = {};
    const made = remembered((key: object) => {
      asked.push(key);
      return key === first ? undefined : asked.length;
    });
    assert.deepEqual([made(first), made(first)], [undefined, undefined]);
    assert.deepEqual([made(second), made(second)], [2, 2]);
    assert.deepEqual(asked, [first, second]);
    assert.equal(made(first), undefined);
    assert.deepEqual(asked, [first, second, first]);
  });
});
