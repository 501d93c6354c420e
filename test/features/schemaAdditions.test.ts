import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyze } from '../../server/src/analysis/analyze.ts';
import type { World } from '../../server/src/analysis/world.ts';
import { actionsAt, type ActionOffer } from '../../server/src/features/codeActions.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { installedSchemas } from '../harness/installedSchemas.ts';
import { ROOT } from '../harness/root.ts';
import { worldOf } from '../harness/world.ts';
import { domainWith } from './at.ts';
import { expandSnippet } from './expandSnippet.ts';

const WORLD = worldOf(undefined, true);

function additions(text: string, world = WORLD): readonly ActionOffer[] {
  const analysis = analyze(text, world) ?? assert.fail();
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

  it('leaves nothing to be found but what is still to be typed, by a small schema', () => {
    assert.ok(tryAdditions(WORLD, ['small.xml']) > 2);
  });

  it("leaves nothing to be found but what is still to be typed, by an installed libvirt's schema", function () {
    this.timeout(120_000);
    const world: World = { ...worldOf(), schemas: installedSchemas(this).of };
    const count = tryAdditions(world, ['desktop.xml', 'server.xml']);
    assert.ok(count > 15, `only ${count}`);
  });
});

/** Takes attributes and lines away, one at a time, and adds what is missed. @returns how many additions were tried */
function tryAdditions(world: World, guests: readonly string[]): number {
  let count = 0;
  const found = (text: string) =>
    (analyze(text, world) ?? assert.fail()).findings
      .filter(({ rule }) => rule.startsWith('schema/'))
      .map(({ rule, range, message }) => ({
        rule,
        text: text.slice(range.start, range.end),
        message,
      }));
  for (const name of guests) {
    const text = readFileSync(join(ROOT, 'test/relaxng/guests', name), 'utf8');
    for (const [taken] of text.matchAll(
      / [\w-]+='[^']*'|^ *<[\w-]+(?: [^>\n]*)?(?:\/>|>[^<\n]*<\/[\w-]+>)\n/gm,
    )) {
      const lacking = text.replace(taken, '');
      for (const { edits, finding, title } of additions(lacking, world)) {
        const written = edits.map((edit) => ({
          ...edit,
          newText: expandSnippet(edit.newText, [], '…'),
        }));
        const fixed = applyEdits(lacking, written);
        const before = found(lacking);
        const after = found(fixed).filter((one) => !one.text.includes('…'));
        count++;
        assert.ok(
          after.length < before.length,
          `${finding?.message ?? ''} after '${title}':\n${fixed}`,
        );
      }
    }
  }
  return count;
}
