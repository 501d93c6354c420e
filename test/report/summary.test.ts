import assert from 'node:assert/strict';
import { EMPTY_TALLY, reaches, type Tally } from '../../server/src/report/fileReport.ts';
import { restingLine, summaryLine } from '../../server/src/report/summary.ts';

const { statuses, severities } = EMPTY_TALLY;

describe('summaryLine', () => {
  it('counts findings and files', () => {
    const tally: Tally = {
      statuses: { ...statuses, linted: 3, 'not-a-domain': 1 },
      severities: { ...severities, error: 2, warning: 1, information: 2 },
    };
    assert.equal(
      summaryLine(tally),
      '2 errors, 1 warning, 2 information in 3 files; 1 file is no libvirt domain',
    );
  });

  it('says so when nothing was found, and names each kind of file', () => {
    const tally: Tally = {
      statuses: { linted: 1, 'not-a-domain': 2, excluded: 1, unreadable: 3 },
      severities,
    };
    assert.equal(
      summaryLine(tally),
      'nothing found in 1 file; 2 files are no libvirt domain; 1 file is excluded; 3 files are unreadable',
    );
  });
});

describe('restingLine', () => {
  it('says why checks rest', () => {
    assert.equal(restingLine([]), undefined);
    assert.equal(
      restingLine([{ rule: 'a/b', lacks: undefined }]),
      '1 check rests: no host is known; --host FILE names one',
    );
    assert.equal(
      restingLine([
        { rule: 'a/b', lacks: 'free' },
        { rule: 'a/c', lacks: 'pools' },
        { rule: 'a/d', lacks: 'free' },
      ]),
      "3 checks rest: the host's description lacks free memory, huge page pools",
    );
  });
});

describe('reaches', () => {
  it('compares with the most severe finding', () => {
    const tally: Tally = { statuses, severities: { ...severities, warning: 1 } };
    assert.equal(reaches(tally, 'error'), false);
    assert.equal(reaches(tally, 'warning'), true);
    assert.equal(reaches(tally, 'hint'), true);
    assert.equal(reaches(EMPTY_TALLY, 'hint'), false);
  });
});
