import assert from 'node:assert/strict';
import { analyze } from '../../server/src/analysis/analyze.ts';
import { SCHEMA_OF_ROOT } from '../../server/src/analysis/schemas.ts';
import { rootOffers } from '../../server/src/features/completion/rootOffers.ts';
import type { Completion } from '../../server/src/features/completion.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { withCursor } from '../harness/cursor.ts';
import { worldOf } from '../harness/world.ts';
import { expandSnippet } from './expandSnippet.ts';

function offered(marked: string, trigger?: string, hasSchemas = true): readonly Completion[] {
  const { text, offset } = withCursor(marked);
  return rootOffers(text, offset, trigger, hasSchemas);
}

/** The text after the root of that name was chosen, and nothing typed into its tab stops. */
function after(marked: string, label: string): string {
  const found = offered(marked).find((one) => one.label === label);
  assert.ok(found, marked);
  const newText = expandSnippet(found.insert);
  return applyEdits(withCursor(marked).text, [{ range: found.range, newText }]);
}

describe('rootOffers', () => {
  it('are all roots that libvirt has schemas for, a domain first; without schemas a domain alone', () => {
    const all = offered('$0').map(({ label }) => label);
    assert.equal(all[0], 'domain');
    assert.deepEqual([...all].sort(), [...SCHEMA_OF_ROOT.keys()].sort());
    assert.deepEqual(
      offered('$0', undefined, false).map(({ label }) => label),
      ['domain'],
    );
  });

  for (const marked of [
    '<$0',
    '<do$0',
    '<domain$0',
    "\n<?xml version='1.0'?>\n<!-- a > b -->\n<$0\n",
    '\uFEFF<do$0\n<!-- ours -->\n',
    '<!DOCTYPE domain>\n<$0',
  ])
    it(`come in ${JSON.stringify(marked)}, typed or asked for, and complete what is there`, () => {
      assert.notEqual(offered(marked, '<').length, 0);
      const around = (text: string): string[] => text.split(/<domain type[^]*<\/domain>|<\w*\$0/);
      assert.deepEqual(around(after(marked, 'domain')), around(marked));
    });

  for (const marked of [
    '<project>$0',
    '<project>\n<$0\n</project>',
    '<project/>\n<$0',
    '$0<project/>',
    '<$0\n<project/>',
    '<do$0 xmlns="urn:other"/>',
    '<docu$0ment/>',
    'word$0',
    'words and <$0',
    '<!-- <$0 -->',
    '<!-- <$0',
    '<?xml <$0',
    "$0<?xml version='1.0'?>",
    '</$0',
    `${' '.repeat(70_000)}<$0`,
  ])
    it(`do not come in ${JSON.stringify(marked.trim())}`, () => {
      assert.deepEqual(offered(marked), []);
    });

  it('are asked for by nothing else that is typed', () => {
    for (const trigger of [' ', '/', '=', '"', "'", ','])
      assert.deepEqual(offered('$0', trigger), [], trigger);
  });

  it('stand behind what others offer', () => {
    for (const { label, sortText } of offered('<$0')) assert.ok(sortText > `z${label}`);
  });

  it('a domain comes with what it needs: it lacks nothing but the values to type', () => {
    const text = after('<$0', 'domain').replace('></name>', '>vm1</name>');
    const filled = text.replace('></memory>', '>4</memory>').replace('></vcpu>', '>2</vcpu>');
    assert.deepEqual(analyze(filled, worldOf('article'))?.findings, []);
  });

  it('of the others, the tags', () => {
    assert.equal(after('$0', 'network'), '<network>\n\t\n</network>');
  });
});
