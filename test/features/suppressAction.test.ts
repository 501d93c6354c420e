import assert from 'node:assert/strict';
import { analyze } from '../../server/src/analysis/analyze.ts';
import { EMPTY_WORLD } from '../../server/src/analysis/world.ts';
import { actionsAt } from '../../server/src/features/codeActions.ts';
import { applyEdits } from '../../server/src/text/edit.ts';

/** The text after each finding of the rule is suppressed by its action; all must be gone then, and nothing new but a hint. */
function suppressed(text: string, rule: string): string {
  const analysis = analyze(text, EMPTY_WORLD);
  const finding = analysis?.findings.find((one) => one.rule === rule);
  assert.ok(analysis && finding, `${rule} is not found`);
  const offers = actionsAt(analysis, finding.range);
  const offer = offers.find(({ title }) => title === `Suppress ${rule} here`);
  assert.ok(offer, 'no offer');
  const after = applyEdits(text, offer.edits);
  const again = analyze(after, EMPTY_WORLD);
  assert.deepEqual(
    again?.suppressed.map((one) => [one.finding.rule, one.reason]),
    [[rule, '']],
  );
  const rest = analysis.findings.filter((one) => one !== finding).map((one) => one.rule);
  assert.deepEqual(
    again.findings.map((one) => one.rule).sort(),
    [...rest, 'suppression/malformed'].sort(),
  );
  return after;
}

const COMMENT = '<!-- libvirt-xml-disable-next-line numatune/bad-mode: say why -->';
const bad = 'numatune/bad-mode';
const memory = "<memory mode='own' nodeset='0'/>";

describe('the action that suppresses', () => {
  it('writes a comment above the element, indented like it, in the line ends of the file', () => {
    const text = (comment: string, eol: string) =>
      [
        "<domain type='kvm'>",
        '\t<numatune>',
        ...(comment ? [`\t\t${comment}`] : []),
        `\t\t${memory}`,
        '\t</numatune>',
        '</domain>',
      ].join(eol);
    for (const eol of ['\n', '\r\n'])
      assert.equal(suppressed(text('', eol), bad), text(COMMENT, eol));
  });

  it('goes above the line where other elements begin before it', () => {
    const line = `  <numatune>${memory}</numatune>`;
    assert.equal(
      suppressed(`<domain type='kvm'>\n${line}\n</domain>`, bad),
      `<domain type='kvm'>\n  ${COMMENT}\n${line}\n</domain>`,
    );
  });

  it('goes right before the element where something else stands on its line', () => {
    assert.equal(
      suppressed(
        `<?xml version="1.0"?><domain type='kvm'><numatune>${memory}</numatune></domain>`,
        bad,
      ),
      `<?xml version="1.0"?>${COMMENT}\n<domain type='kvm'><numatune>${memory}</numatune></domain>`,
    );
    suppressed(`<domain\n type='kvm'><numatune\n a=''>${memory}</numatune></domain>`, bad);
  });

  it('helps in tags and values of several lines', () => {
    suppressed(
      `<domain type='kvm'>\n<numatune>\n<memory\n  nodeset='0'\n  mode='own'/></numatune></domain>`,
      bad,
    );
    suppressed(
      "<domain type='kvm'>\n<memory unit='GiB'>\n  four\n</memory>\n</domain>",
      'memory/bad-size',
    );
  });

  it('is not offered for broken XML, nor for comments that suppress', () => {
    for (const text of [
      "<domain type='kvm'><vcpu>1</vcpu",
      "<domain type='kvm'><!-- libvirt-xml-disable-file memory/bad-unit: r --><memory>4194304</memory></domain>",
    ]) {
      const analysis = analyze(text, EMPTY_WORLD);
      assert.ok(analysis && analysis.findings.length > 0);
      const offers = actionsAt(analysis, { start: 0, end: text.length });
      assert.deepEqual(
        offers.filter(({ title }) => title.startsWith('Suppress')),
        [],
      );
    }
  });
});
