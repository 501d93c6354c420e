import assert from 'node:assert/strict';
import { analyze } from '../../server/src/analysis/analyze.ts';
import { hoverAt } from '../../server/src/features/hover.ts';
import { withCursor } from '../harness/cursor.ts';
import { worldOf } from '../harness/world.ts';
import { domainWith } from './at.ts';

/** The hover's paragraphs, and what it is shown for. */
function shown(
  marked: string,
  servedElsewhere = false,
): { of: string; parts: string[] } | undefined {
  const { text, offset } = withCursor(marked);
  const world = { ...worldOf('article', true), isServedElsewhere: servedElsewhere };
  const analysis = analyze(text, world);
  assert.ok(analysis, marked);
  const found = hoverAt(analysis, offset);
  if (found === undefined) return undefined;
  const { range, markdown } = found;
  return { of: text.slice(range.start, range.end), parts: markdown.split('\n\n') };
}

const disk = (inner: string): string =>
  domainWith(`<name>vm1</name><devices><disk type='file'>${inner}</disk></devices>`);
const SCHEMA = '_(domain.rng of libvirt 11.3.0)_';

describe('hoverAt, by the schema', () => {
  it('says of an element where it stands, how often it may, and what it may hold', () => {
    assert.deepEqual(shown(disk("<tar$0get dev='vda'/>")), {
      of: 'target',
      parts: [
        '`/domain/devices/disk/target`: required.',
        `- required attributes: \`dev\`\n- other attributes: \`bus\` ${SCHEMA}`,
        '[libvirt’s manual](https://libvirt.org/formatdomain.html#hard-drives-floppy-disks-cdroms)',
      ],
    });
    const device = shown(domainWith("<devices><di$0sk type='file'/></devices>"));
    assert.equal(device?.parts[0], '`/domain/devices/disk`: any number of them.');
    assert.match(device.parts[1] ?? '', /^- holds: .*`<target>`/m);
    assert.match(shown(disk('<read$0only/>'))?.parts[1] ?? '', /^- holds nothing/);
    assert.equal(shown(disk('</dr$0iver>')), undefined);
    assert.equal(shown(disk('<driver></dr$0iver>'))?.of, 'driver');
  });

  it('says of an attribute and its value what it may be', () => {
    const expected = `\`/domain/devices/disk/driver/@cache\`: optional, \`none\`, \`writeback\` or \`writethrough\`. ${SCHEMA}`;
    assert.equal(shown(disk("<driver ca$0che='none'/>"))?.parts[0], expected);
    assert.deepEqual(shown(disk("<driver cache='no$0ne'/>")), {
      of: 'none',
      parts: [
        expected,
        '[libvirt’s manual](https://libvirt.org/formatdomain.html#hard-drives-floppy-disks-cdroms)',
      ],
    });
    assert.match(
      shown(disk("<target de$0v='vda'/>"))?.parts[0] ?? '',
      /^`\/domain\/devices\/disk\/target\/@dev`: required, any text\./,
    );
  });

  it('says of a text what it may be, in type’s words where these are no list', () => {
    const crash = shown(domainWith('<on_crash>des$0troy</on_crash>'));
    assert.equal(crash?.of, 'destroy');
    assert.match(crash.parts[1] ?? '', /^- its text: `destroy`, `restart` or `preserve`/);
    assert.match(
      shown(domainWith("<vc$0pu placement='auto'>4</vcpu>"))?.parts.join('\n') ?? '',
      /its text: a whole number from 0 to 4294967295/,
    );
  });

  it('puts our own words first', () => {
    const parts = shown(domainWith("<mem$0ory unit='GiB'>4</memory>"))?.parts ?? [];
    assert.match(parts[0] ?? '', /^\*\*4 GiB\*\*/);
    assert.ok(parts.includes('`/domain/memory`: at most one.'));
    assert.match(parts.at(-1) ?? '', /formatdomain\.html#memory-allocation/);
  });

  it('knows libvirt’s other documents and their pages', () => {
    const forward = shown("<network>\n<name>a</name><forward mo$0de='nat'/></network>");
    assert.match(forward?.parts[0] ?? '', /^`\/network\/forward\/@mode`: optional, `nat`, /);
    assert.match(forward?.parts[1] ?? '', /formatnetwork\.html#connectivity/);
  });

  it('says nothing of what the schema does not know, between tags, in comments, and beside another extension', () => {
    assert.equal(shown(disk('<stra$0nge/>')), undefined);
    assert.equal(shown(disk('<driver stra$0nge="a"/>')), undefined);
    assert.equal(shown(disk('$0')), undefined);
    assert.equal(shown(disk('<!-- <dri$0ver/> -->')), undefined);
    assert.equal(shown(disk('<dri$0ver/>'), true), undefined);
  });
});
