import assert from 'node:assert/strict';
import { actionsAt, type ActionOffer } from '../../server/src/features/codeActions.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { analysisAt, domainWith } from './at.ts';

interface Offered {
  readonly text: string;
  readonly offers: readonly ActionOffer[];
}

function offered(marked: string, host?: string): Offered {
  const { analysis, offset, offsets, text } = analysisAt(marked, host);
  return { text, offers: actionsAt(analysis, { start: offset, end: offsets.get(1) ?? offset }) };
}

const titles = ({ offers }: Offered, kind?: ActionOffer['kind']): string[] =>
  offers.filter((offer) => kind === undefined || offer.kind === kind).map(({ title }) => title);

function after(given: Offered, title: string): string {
  const offer = given.offers.find((one) => one.title === title);
  assert.ok(offer, `${title} is not among ${titles(given).join('; ')}`);
  return applyEdits(given.text, offer.edits);
}

const guest = (memory: string, gib = 35): string =>
  domainWith(
    `<memory unit='GiB'>${gib}</memory>\n  <vcpu>4</vcpu>\n  <numatune>\n    ${memory}\n  </numatune>`,
  );

describe('actionsAt', () => {
  it('offers the fixes of the findings that the range touches, each once', () => {
    const there = offered(guest("<memory mode='$0strict' nodeset='0'/>"), 'article');
    const edits = there.offers.map((offer) => JSON.stringify(offer.edits));
    assert.equal(new Set(edits).size, edits.length);
    assert.ok(there.offers.some(({ finding }) => finding?.rule === 'numatune/node-too-small'));
    assert.equal(
      after(there, "Change the mode to 'preferred'"),
      guest("<memory mode='preferred' nodeset='0'/>"),
    );
    assert.ok(there.offers.every(({ preferred }) => !preferred));
    const elsewhere = offered(
      guest("<memory mode='strict' nodeset='0'/>").replace('<vcpu>', '$0<vcpu>'),
      'article',
    );
    assert.deepEqual(titles(elsewhere), []);
  });

  it('prefers a safe fix that is the first of its finding', () => {
    const { offers } = offered(guest("<memory mode='interleave' nodeset='0,$0,1'/>"), 'article');
    const [first] = offers;
    assert.equal(first?.title, 'Remove the superfluous comma');
    assert.equal(first.preferred, true);
    assert.equal(first.finding?.rule, 'numatune/bad-node-set');
  });

  it('offers the other modes anywhere in the start tag of a <memory> or <memnode>', () => {
    const modes = (memory: string): string[] =>
      titles(offered(guest(memory, 4), 'two-nodes'), 'refactor.rewrite');
    const others = [
      "Change the mode to 'preferred'",
      "Change the mode to 'interleave'",
      "Change the mode to 'restrictive'",
    ];
    assert.deepEqual(modes("<$0memory mode='strict' nodeset='0'/>"), others);
    assert.deepEqual(modes("<memory mode='strict' nodeset='0'$0/>"), others);
    assert.deepEqual(modes("<memory mode='preferred' nodeset='0'/$0>"), [
      "Change the mode to 'strict'",
      "Change the mode to 'interleave'",
      "Change the mode to 'restrictive'",
    ]);
    assert.deepEqual(modes("<memory mode='strict' nodeset='0'/>\n$0"), []);
  });

  it('changes the mode of the one element, and all together where restrictive demands it', () => {
    const both = (first: string, second: string): string =>
      domainWith(`<vcpu>2</vcpu>
  <numatune>
    <memory mode="${first}" nodeset="0"/>
    <memnode cellid="0" mode="${second}" nodeset="0"/>
  </numatune>
  <cpu><numa><cell id="0" cpus="0-1" memory="1" unit="GiB"/></numa></cpu>`);
    const there = offered(both('strict', '$0strict'), 'two-nodes');
    assert.equal(after(there, "Change the mode to 'interleave'"), both('strict', 'interleave'));
    assert.equal(
      after(there, "Change the mode to 'restrictive'"),
      both('restrictive', 'restrictive'),
    );
  });

  it('writes the mode where none is written', () => {
    const there = offered(guest("<memory $0nodeset='0'/>", 4), 'two-nodes');
    assert.equal(
      after(there, "Change the mode to 'preferred'"),
      guest("<memory mode='preferred' nodeset='0'/>", 4),
    );
  });

  it('offers preferred over several nodes as far as the versions allow', () => {
    const preferred = (host: string): string[] =>
      titles(offered(guest("<memory mode='$0strict' nodeset='0-1'/>", 4), host)).filter((title) =>
        title.includes('preferred'),
      );
    assert.deepEqual(preferred('two-nodes'), ["Change the mode to 'preferred'"]);
    assert.deepEqual(preferred('old-two-nodes'), []);
    assert.deepEqual(preferred('article'), [
      "Change the mode to 'preferred' (several nodes need libvirt 9.0 and Linux 5.15)",
    ]);
  });

  it('offers all safe fixes at once, wherever the cursor stands, and computes them only when they are wanted', () => {
    const marked = guest("<memory mode='interleave' nodeset='0,,1'/>\n$0");
    const there = offered(marked, 'article');
    assert.deepEqual(titles(there), ['Apply all safe fixes of Libvirt XML']);
    assert.equal(
      after(there, 'Apply all safe fixes of Libvirt XML'),
      guest("<memory mode='interleave' nodeset='0,1'/>\n"),
    );
    const { analysis, offset } = analysisAt(marked, 'article');
    const range = { start: offset, end: offset };
    assert.deepEqual(
      actionsAt(analysis, range, (kind) => kind === 'quickfix'),
      [],
    );
  });
});
