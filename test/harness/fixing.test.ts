import assert from 'node:assert/strict';
import type { Finding } from '../../server/src/text/finding.ts';
import { fixedText, harmOf } from './fixing.ts';

const edit = (start: number, end: number, newText: string) => ({ range: { start, end }, newText });

function finding(more: Partial<Finding> & { readonly edits?: ReturnType<typeof edit>[] }): Finding {
  const { edits = [], ...rest } = more;
  return {
    rule: 'a/b',
    severity: 'error',
    message: 'm',
    range: { start: 0, end: 1 },
    related: [],
    fixes: [{ title: 'Mend', safe: true, edits }],
    ...rest,
  };
}

describe('fixedText', () => {
  it('applies what can be applied together', () => {
    const findings = [
      finding({ edits: [edit(0, 1, 'X')] }),
      finding({ edits: [edit(2, 3, 'Y')] }),
      finding({ edits: [edit(2, 3, 'Z')] }),
      finding({ fixes: [] }),
    ];
    assert.equal(fixedText('abcd', findings, 1), 'XbYd');
    assert.equal(fixedText('abcd', findings, 2), 'abcd');
  });
});

describe('harmOf', () => {
  const before = [finding({}), finding({ rule: 'c/d', message: 'other' })];
  const [mended] = before;

  it('is empty when the finding is gone and nothing came', () => {
    assert.deepEqual(harmOf(mended!, before, []), []);
    assert.deepEqual(harmOf(mended!, before, before.slice(1)), []);
    const remark = finding({ rule: 'e/f', severity: 'information' });
    assert.deepEqual(harmOf(mended!, before, [remark]), []);
  });

  it('tells of a finding that stays, also in other words', () => {
    assert.equal(harmOf(mended!, before, before).length, 1);
    assert.equal(
      harmOf(mended!, before, [finding({ message: 'still', severity: 'hint' })]).length,
      1,
    );
  });

  it('tells of a new warning or error', () => {
    const worse = finding({ rule: 'e/f', severity: 'warning', message: 'new' });
    assert.deepEqual(harmOf(mended!, before, [worse]), ['new warning e/f: new']);
  });
});
