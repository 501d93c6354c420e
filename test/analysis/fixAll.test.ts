import assert from 'node:assert/strict';
import fc from 'fast-check';
import { analyze } from '../../server/src/analysis/analyze.ts';
import { fixAll } from '../../server/src/analysis/fixAll.ts';
import { startPieces } from '../../server/src/analysis/pieces.ts';
import { applyEdits, type TextEdit } from '../../server/src/text/edit.ts';
import { worldOf } from '../harness/world.ts';

const guest = (tune: string): string =>
  `<domain type='kvm'>\n  <memory unit='GiB'>4</memory>\n  <vcpu>4</vcpu>\n  <numatune>\n    ${tune}\n  </numatune>\n</domain>\n`;

describe('fixAll', () => {
  it('applies safe fixes, and its edits lead to its text', () => {
    const text = guest("<memory mode='interleave' nodeset='0,,1'/>");
    const fixed = fixAll(text, worldOf('article'));
    assert.equal(fixed.text, guest("<memory mode='interleave' nodeset='0,1'/>"));
    assert.equal(applyEdits(text, fixed.edits), fixed.text);
  });

  it('goes on until nothing safe is left', () => {
    const text = guest("<memory mode=interleave nodeset='ˆ1,,0,!1'/>");
    const fixed = fixAll(text, worldOf('article'));
    assert.equal(fixed.text, guest("<memory mode='interleave' nodeset='^1,0,^1'/>"));
    assert.equal(applyEdits(text, fixed.edits), fixed.text);
    assert.equal(fixAll(fixed.text, worldOf('article')).text, fixed.text);
    const left = analyze(fixed.text, worldOf('article'))?.findings ?? [];
    assert.deepEqual(
      left.filter(({ fixes }) => fixes.some(({ safe }) => safe)),
      [],
    );
  });

  it('never adds, removes or changes a mode', () => {
    for (const tune of [
      "<memory nodeset='0'/>",
      "<memory mode='Strict' nodeset='0'/>",
      "<memory mode=' strict' nodeset='0'/>",
      "<memory mode='bind' nodeset='0'/>",
      "<memory mode='strict' mode='preferred' nodeset='0'/>",
    ]) {
      const text = guest(tune);
      assert.equal(fixAll(text, worldOf('article')).text, text, tune);
    }
  });

  it('leaves alone what is no domain, and what has nothing to fix', () => {
    assert.deepEqual(fixAll('<network/>', worldOf()), { text: '<network/>', edits: [] });
    const healthy = guest("<memory mode='preferred' nodeset='0'/>");
    assert.deepEqual(fixAll(healthy, worldOf('article')), { text: healthy, edits: [] });
  });
});

describe('startPieces', () => {
  it('makes one list of edits out of several rounds', () => {
    const round = fc.array(fc.tuple(fc.nat(12), fc.nat(4), fc.string({ maxLength: 3 })), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(
        fc.string({ maxLength: 30 }),
        fc.array(round, { maxLength: 4 }),
        (text, rounds) => {
          const pieces = startPieces(text);
          let current = text;
          for (const edits of rounds) {
            let at = 0;
            const made: TextEdit[] = [];
            for (const [gap, length, newText] of edits) {
              const start = at + gap;
              const end = start + length;
              if (end > current.length) break;
              made.push({ range: { start, end }, newText });
              at = end + 1;
            }
            pieces.apply(made);
            current = applyEdits(current, made);
          }
          assert.equal(applyEdits(text, pieces.edits()), current);
        },
      ),
    );
  });
});
