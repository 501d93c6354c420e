import assert from 'node:assert/strict';
import { withCursor } from './cursor.ts';

describe('withCursor', () => {
  it('takes the marks out and tells where they were', () => {
    const { text, offset, offsets } = withCursor('<a b="$1x$0y"/>');
    assert.equal(text, '<a b="xy"/>');
    assert.equal(offset, 7);
    assert.deepEqual(
      [...offsets],
      [
        [1, 6],
        [0, 7],
      ],
    );
  });

  it('wants a cursor that is asked for, and each mark once', () => {
    assert.throws(() => withCursor('<a/>').offset, /no mark/);
    assert.throws(() => withCursor('$0<a/>$0'), /two marks/);
  });
});
