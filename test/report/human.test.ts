import assert from 'node:assert/strict';
import type { FileReport } from '../../server/src/report/fileReport.ts';
import { humanReport } from '../../server/src/report/human.ts';
import type { Finding } from '../../server/src/text/finding.ts';

const text = "<domain>\n  <memory mode='strict'/>\n</domain>\n";
const finding: Finding = {
  rule: 'numatune/bad-mode',
  severity: 'warning',
  message: 'node 0 has 15 GiB',
  range: { start: 25, end: 31 },
  related: [
    { range: { start: 0, end: 7 }, message: 'the guest' },
    { range: { start: 0, end: 0 }, message: 'the host', uri: 'host.txt' },
  ],
  fixes: [
    { title: "Change the mode to 'preferred'", safe: false, edits: [] },
    { title: 'Drop it', safe: true, edits: [] },
  ],
};
const file: FileReport = {
  path: 'a.xml',
  status: 'linted',
  domain: undefined,
  text,
  findings: [finding],
};

describe('humanReport', () => {
  it('tells place, message, excerpt, related places, fixes and the page', () => {
    assert.equal(
      humanReport(file, false),
      [
        'a.xml:2:17: warning: node 0 has 15 GiB [numatune/bad-mode]',
        "  2 |   <memory mode='strict'/>",
        '    |                 ^^^^^^',
        '    = see: a.xml:1:1: the guest',
        '    = see: host.txt: the host',
        "    = fix: Change the mode to 'preferred'",
        '    = fix: Drop it (safe)',
        '    = docs: libvirt-xml explain numatune/bad-mode',
        '',
        '',
      ].join('\n'),
    );
  });

  it('says nothing of a file without findings', () => {
    assert.equal(humanReport({ ...file, findings: [] }, true), '');
  });

  it('shows no line of a file that was not read', () => {
    assert.equal(
      humanReport({ ...file, status: 'unreadable', text: '' }, false),
      'a.xml: warning: node 0 has 15 GiB [numatune/bad-mode]\n  = docs: libvirt-xml explain numatune/bad-mode\n\n',
    );
  });

  it('colours when asked, and prints the same words', () => {
    const coloured = humanReport(file, true);
    assert.match(coloured, /\x1b\[1;33mwarning:\x1b\[0m/);
    assert.equal(coloured.replaceAll(/\x1b\[[\d;]*m/g, ''), humanReport(file, false));
  });

  it('lets nothing from a file reach the terminal as a command', () => {
    const hostile = '\x1b]0;owned\x07\r\n\u202e';
    const printed = humanReport(
      {
        ...file,
        path: `a${hostile}.xml`,
        text: text.replace('domain', `d${hostile}`),
        findings: [
          {
            ...finding,
            message: hostile,
            related: [{ range: finding.range, message: hostile, uri: hostile }],
            fixes: [{ title: hostile, safe: false, edits: [] }],
            range: { start: 1, end: 20 },
          },
        ],
      },
      false,
    );
    assert.doesNotMatch(printed, /[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
    assert.equal(printed.split('\n').length, 8);
  });
});
