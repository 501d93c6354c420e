import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeText } from '../../server/src/machine/decodeText.ts';

const decode = (bytes: readonly number[], cut = false) => decodeText(Uint8Array.from(bytes), cut);

describe('decodeText', () => {
  it('reads UTF-8 and takes a byte order mark away', () => {
    assert.deepEqual(decode([0xef, 0xbb, 0xbf, 0x3c, 0xc3, 0xb6]), {
      text: '<ö',
      problem: undefined,
    });
    assert.deepEqual(decode([]), { text: '', problem: undefined });
  });

  it('names the first byte that is wrong', () => {
    const bytes = [0x0a, 0xef, 0xbf, 0xbd, 0xf0, 0x9f, 0x91, 0x8d, 0x0a, 0x41, 0xff, 0xfe];
    assert.equal(decode(bytes).problem, 'it is not UTF-8 (byte 0xFF in line 3); save it as UTF-8');
  });

  it('takes a text that was cut within a character', () => {
    assert.deepEqual(decode([0x41, 0xc3], true), { text: 'A', problem: undefined });
    assert.notEqual(decode([0x41, 0xc3]).problem, undefined);
  });

  it('takes any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.boolean(), (bytes, cut) => {
        decodeText(bytes, cut);
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        fc.pre(!text.includes('\0') && !text.startsWith('\ufeff'));
        const bytes = new TextEncoder().encode(text);
        assert.deepEqual(decodeText(bytes, false), { text, problem: undefined });
      }),
    );
  });
});
