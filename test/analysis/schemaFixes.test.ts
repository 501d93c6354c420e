// What is offered for a slip mends it, and nothing comes wrong by it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyze } from '../../server/src/analysis/analyze.ts';
import type { World } from '../../server/src/analysis/world.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import type { Finding } from '../../server/src/text/finding.ts';
import { harmOf } from '../harness/fixing.ts';
import { installedSchemas } from '../harness/installedSchemas.ts';
import { ROOT } from '../harness/root.ts';
import { worldOf } from '../harness/world.ts';

const guest = (name: string): string =>
  readFileSync(join(ROOT, 'test/relaxng/guests', name), 'utf8');

const findingsIn = (text: string, world: World): readonly Finding[] =>
  analyze(text, world)?.findings ?? assert.fail();

/** The text with each stretch that the pattern finds replaced, one at a time. */
const slips = (text: string, pattern: RegExp, by: string): string[] =>
  [...text.matchAll(pattern)].map(
    ({ 0: found, index }) => text.slice(0, index) + by + text.slice(index + found.length),
  );

const SLIPS: readonly (readonly [pattern: RegExp, by: string])[] = [
  [/ [\w-]+='[^']*'/g, ''],
  [/(?<==')[^']+(?=')/g, 'bogus value'],
  [/^ *<[\w-]+(?: [^>\n]*)?(?:\/>|>[^<\n]*<\/[\w-]+>)\n/gm, ''],
];

/**
 * How many fixes of the schema's were tried. Our own rules know more than the schema: they may have something against another value than
 * the first, and against what stood in the text before it had its slip.
 */
function tryFixes(world: World, texts: readonly string[]): number {
  let count = 0;
  for (const text of texts) {
    const known = new Set(findingsIn(text, world).map(({ rule }) => rule));
    for (const slipped of SLIPS.flatMap(([what, by]) => slips(text, what, by))) {
      const before = findingsIn(slipped, world);
      for (const finding of before) {
        if (!/^schema\/(?:missing-|bad-value)/.test(finding.rule)) continue;
        for (const [index, { title, edits }] of finding.fixes.entries()) {
          const fixed = applyEdits(slipped, edits);
          const after = findingsIn(fixed, world).filter(
            ({ rule }) => rule.startsWith('schema/') || (index === 0 && !known.has(rule)),
          );
          const harm = harmOf(finding, before, after);
          assert.deepEqual(harm, [], `after '${title}':\n${fixed}`);
          count++;
        }
      }
    }
  }
  return count;
}

const titles = (text: string, world: World = worldOf(undefined, true)): string[] =>
  findingsIn(text, world)
    .filter(({ rule }) => rule.startsWith('schema/'))
    .flatMap(({ fixes }) => fixes.map(({ title }) => title));

const devices = (inner: string): string =>
  `<domain type='kvm'>\n<name>a</name>\n<memory>1048576</memory>\n<devices>${inner}</devices>\n</domain>\n`;

describe('the fixes of what the schema finds', () => {
  it('remove their finding and add no warning or error, by a small schema', () => {
    assert.ok(tryFixes(worldOf(undefined, true), [guest('small.xml')]) > 5);
  });

  it("remove their finding and add no warning or error, by an installed libvirt's schema", function () {
    this.timeout(120_000);
    const world: World = { ...worldOf(), schemas: installedSchemas(this).of };
    assert.ok(tryFixes(world, [guest('desktop.xml'), guest('server.xml')]) > 50);
  });

  it('add a missing attribute with each value that the schema lists, the usual one first', () => {
    assert.deepEqual(titles(devices('<interface><source/></interface>')).slice(0, 2), [
      "Add type='network'",
      "Add type='bridge'",
    ]);
  });

  it('add only what goes with the content', () => {
    const disk = (source: string): string => devices(`<disk>${source}<target dev='vda'/></disk>`);
    assert.deepEqual(titles(disk("<source dev='/dev/sdb'/>")), ["Add type='block'"]);
    assert.deepEqual(titles(disk("<source file='/images/a'/>")), ["Add type='file'"]);
    assert.deepEqual(titles(disk('')), ["Add type='file'", "Add type='block'"]);
  });

  it('write no value that the schema leaves open', () => {
    assert.deepEqual(titles(devices("<disk type='file'><target/></disk>")), []);
  });

  it('change a bad value to what goes with the content, but for what is nearly written already', () => {
    const disk = (type: string): string =>
      devices(`<disk type='${type}'><source dev='/dev/sdb'/><target dev='vda'/></disk>`);
    assert.deepEqual(titles(disk('dsk')), ["Change it to 'block'"]);
    assert.deepEqual(titles(disk('fil')), ["Change it to 'file'", "Change it to 'block'"]);
  });

  it('are not sought without end', () => {
    const text = devices("<disk><driver/><readonly/><target dev='vda'/></disk>\n".repeat(900));
    const without = findingsIn(text, worldOf(undefined, true)).filter(
      ({ rule, fixes }) => rule === 'schema/missing-attribute' && fixes.length === 0,
    );
    assert.ok(without.length > 0 && without.length < 900);
  });
});
