import assert from 'node:assert/strict';
import fc from 'fast-check';
import { visible } from '../../server/src/report/visible.ts';

describe('visible', () => {
  it('writes out what a terminal would obey', () => {
    assert.equal(visible('a\x1b[31mb\rc\nd\0\x7f\x9b'), 'a\\x1b[31mb\\x0dc\\x0ad\\x00\\x7f\\x9b');
    assert.equal(visible('\x1b]8;;http://x\x07'), '\\x1b]8;;http://x\\x07');
  });

  it('writes out what hides or reorders characters', () => {
    assert.equal(
      visible('a\u202eb\u200bc\u2028\ufeff\ud800'),
      'a\\u202eb\\u200bc\\u2028\\ufeff\\ud800',
    );
    assert.equal(visible('\u{e0041}'), '\\u{e0041}');
  });

  it('leaves readable text alone', () => {
    const text = 'Größe 日本 👩‍👧 ˆ …';
    assert.equal(visible(text), text);
  });

  it('leaves no control character in any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        assert.doesNotMatch(visible(text), /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u);
      }),
    );
  });
});
