import assert from 'node:assert/strict';
import fc from 'fast-check';
import { analyze } from '../../server/src/analysis/analyze.ts';
import { EMPTY_WORLD, type World } from '../../server/src/analysis/world.ts';

/** A guest with one bad mode on each of two lines, and room for comments around them. */
const guest = (one: string, two = '', top = '', end = '') => `<?xml version="1.0"?>
${top}<domain type='kvm'>
  <name>vm1</name>
  <memory unit='GiB'>4</memory>
  <vcpu>2</vcpu>
  <cpu><numa><cell id='0' cpus='0-1' memory='4' unit='GiB'/></numa></cpu>
  <numatune>
    ${one}
    <memory mode='first' nodeset='0'/>
    ${two}
    <memnode cellid='0' mode='second' nodeset='0'/>
  </numatune>
${end}</domain>
`;

const c = (inside: string) => `<!-- libvirt-xml-${inside} -->`;

/** What is left, as `rule@line`, and what is suppressed, as `line: reason`. */
function picture(text: string, world: World = EMPTY_WORLD) {
  const analysis = analyze(text, world);
  const line = (offset: number) => text.slice(0, offset).split('\n').length;
  return {
    left: analysis?.findings.map(({ rule, range }) => `${rule}@${line(range.start)}`),
    gone: analysis?.suppressed.map(
      ({ finding, reason }) => `${line(finding.range.start)}: ${reason}`,
    ),
  };
}

const MODE = 'numatune/bad-mode';
const first = `${MODE}@9`;
const second = `${MODE}@11`;

describe('suppression', () => {
  it('is asked for by nobody in an ordinary document', () => {
    assert.deepEqual(picture(guest('')), { left: [first, second], gone: [] });
  });

  it('of the next line leaves the rest alone', () => {
    assert.deepEqual(picture(guest(c(`disable-next-line ${MODE}: patched`))), {
      left: [second],
      gone: ['9: patched'],
    });
  });

  it('reaches over blank lines and other comments, to the whole of a tag of several lines', () => {
    const text = guest(`${c(`disable-next-line ${MODE}: why`)}\n\n<!-- other -->\n`).replace(
      "<memory mode='first'",
      "<memory\n mode='first'",
    );
    assert.deepEqual(picture(text).gone, ['13: why']);
  });

  it('names several rules, and keeps a reason with colons and commas', () => {
    const comment = c(`disable-next-line ${MODE}, numatune/bad-node-set: a: b, c`);
    const text = guest(comment).replace("nodeset='0'", "nodeset='x'");
    assert.deepEqual(picture(text), { left: [second], gone: ['9: a: b, c', '9: a: b, c'] });
  });

  it('holds from disable to enable, and to the end without', () => {
    assert.deepEqual(picture(guest(c(`disable ${MODE}: r`), c(`enable ${MODE}`))).left, [second]);
    assert.deepEqual(picture(guest(c(`disable ${MODE}: r`), c('enable'))).left, [second]);
    assert.deepEqual(picture(guest(c(`disable ${MODE}: r`))).gone, ['9: r', '11: r']);
    assert.deepEqual(picture(guest('', c(`disable ${MODE}: r`))).left, [first]);
  });

  it('of the file may stand anywhere, also behind what it is about', () => {
    const comment = `${c(`disable-file ${MODE}: r`)}\n`;
    assert.deepEqual(picture(guest('', '', comment)).left, []);
    assert.deepEqual(picture(guest('', '', '', comment)).left, []);
  });

  it('by the name of the domain comes from the configuration', () => {
    const range = { start: 0, end: 0 };
    const suppressions = [
      { matches: (name: string) => name === 'vm1', rule: MODE, reason: 'r', range },
    ];
    assert.deepEqual(picture(guest(''), { ...EMPTY_WORLD, suppressions }), {
      left: [],
      gone: ['9: r', '11: r'],
    });
    const other = guest('').replace('vm1', 'vm2');
    assert.deepEqual(picture(other, { ...EMPTY_WORLD, suppressions }).gone, []);
  });

  it('says what is of no use', () => {
    const left = (one: string, two = '') => picture(guest(one, two)).left;
    assert.deepEqual(left(c('disable-next-line memory/bad-unit: r')), [
      'suppression/unused@8',
      first,
      second,
    ]);
    assert.deepEqual(left(c('enable')), ['suppression/unused@8', first, second]);
    assert.deepEqual(left(c(`disable-next-line ${MODE}, memory/bad-unit: r`)), [
      'suppression/unused@8',
      second,
    ]);
  });

  it('says nothing of rules that rest, are switched off, or could not look', () => {
    const host = guest(c('disable-file numatune/node-too-small: r'));
    assert.deepEqual(picture(host).left, [first, second]);
    const off = guest(c('disable-file memory/bad-unit: r'));
    const rules = new Map([['memory/bad-unit', 'off' as const]]);
    assert.deepEqual(picture(off, { ...EMPTY_WORLD, rules }).left, [first, second]);
    const damaged = guest(c('disable-file numatune/memnode-without-cells: r')).replace(
      '</numatune>',
      '',
    );
    assert.ok(!picture(damaged).left?.some((one) => one.startsWith('suppression/')));
  });

  it('says what names no rule or cannot be read, and leaves such comments without effect', () => {
    const left = (comment: string) => picture(guest(comment)).left;
    for (const [comment, rule] of [
      [c('disable-next-line numatune/bad-mod: r'), 'suppression/unknown-rule'],
      [c('disable-next-line acme/own: r'), 'suppression/unknown-rule'],
      [c('disable-next-line'), 'suppression/malformed'],
      [c(`disable-next-line ${MODE} as it is patched`), 'suppression/malformed'],
      [c(`disable-next ${MODE}: r`), 'suppression/malformed'],
      [c(`disable-next-line ${MODE},: r`), 'suppression/malformed'],
    ] as const)
      assert.deepEqual(left(comment), [`${rule}@8`, first, second], comment);
    for (const comment of ['<!-- libvirt-xml-tools wrote this -->', '<!-- libvirt-xml -->'])
      assert.deepEqual(left(comment), [first, second], comment);
  });

  it('wants a reason, and works without', () => {
    for (const comment of [`disable-next-line ${MODE}`, `disable-next-line ${MODE}: say why`])
      assert.deepEqual(picture(guest(c(comment))).left, ['suppression/malformed@8', second]);
  });

  it('takes any comment, and any number of them', () => {
    const piece = fc.constantFrom(
      'libvirt-xml-',
      'disable',
      'enable',
      '-next-line',
      '-file',
      ' ',
      MODE,
      ',',
      ':',
      '\r\n',
      '<!--',
      '-->',
      '<a>',
      '</a>',
      'é',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = guest(`<!-- ${pieces.join('')} -->`);
        for (const { range } of analyze(text, EMPTY_WORLD)?.findings ?? [])
          assert.ok(range.start >= 0 && range.start <= range.end && range.end <= text.length);
      }),
    );
    const many = guest(`${c(`disable ${MODE}: r`)}\n`.repeat(20_000));
    assert.ok(picture(many).left?.includes('suppression/malformed@1008'));
  });
});
