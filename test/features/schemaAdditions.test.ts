import assert from 'node:assert/strict';
import { analyze } from '../../server/src/analysis/analyze.ts';
import { actionsAt, type ActionOffer } from '../../server/src/features/codeActions.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { worldOf } from '../harness/world.ts';
import { domainWith } from './at.ts';
import { expandSnippet } from './expandSnippet.ts';

const WORLD = worldOf(undefined, true);

function additions(text: string): readonly ActionOffer[] {
  const analysis = analyze(text, WORLD) ?? assert.fail();
  return actionsAt(analysis, { start: 0, end: text.length }).filter((offer) => offer.isSnippet);
}

/** The text after the only addition that is offered, with `…` for what is to be typed. */
function after(text: string): string {
  const [offer, ...others] = additions(text);
  assert.deepEqual(others, []);
  const edits = offer?.edits.map(({ range, newText }) => ({
    range,
    newText: expandSnippet(newText, [], '…'),
  }));
  return applyEdits(text, edits ?? assert.fail('nothing is offered'));
}

const guest = (...lines: string[]): string =>
  domainWith(['<name>a</name>', ...lines.map((line) => `  ${line}`)].join('\n'));

describe('what the schema misses', () => {
  it('is added with a stop for a value that nobody can know', () => {
    const disk = (target: string): string =>
      guest(`<devices><disk type='file'>${target}</disk></devices>`);
    assert.equal(after(disk('<target bus="sata"/>')), disk('<target dev="vda" bus="sata"/>'));
    const [offer] = additions(disk('<target/>'));
    assert.equal(offer?.title, "Add 'dev'");
    assert.equal(offer.edits[0]?.newText, " dev='${1|vda,sda|}'");
    const uri = 'http://libvirt.org/schemas/domain/qemu/1.0';
    const argument = (arg: string): string =>
      guest(`<q:commandline xmlns:q='${uri}'>${arg}</q:commandline>`);
    assert.equal(after(argument('<q:arg/>')), argument("<q:arg value='…'/>"));
  });

  it('is an element with what that needs, on a line of its own', () => {
    const disk = (...inner: string[]): string => guest('<devices>', ...inner, '</devices>');
    assert.equal(
      after(disk("<disk type='file'>", "  <source file='/a'/>", '</disk>')),
      disk(
        "<disk type='file'>",
        "  <source file='/a'/>",
        "\t<target dev='vda' bus='virtio'/>\n</disk>",
      ),
    );
    const target = "\n\t<target dev='vda' bus='virtio'/>\n";
    const whole = disk(`<disk type='file'>${target}</disk>`);
    assert.equal(after(disk("<disk type='file'></disk>")), whole);
    assert.equal(after(disk("<disk type='file' />")), whole);
  });

  it('is not offered twice: a value that the schema lists is written by the fix', () => {
    assert.deepEqual(additions(guest('<devices><interface><source/></interface></devices>')), []);
    assert.deepEqual(additions(guest("<devices><disk type='fil'/></devices>")).length, 1);
  });
});
