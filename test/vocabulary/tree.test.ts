import assert from 'node:assert/strict';
import { numatuneMemory } from '../../server/src/vocabulary/numatune.ts';
import { VOCABULARY, vocabularyAt, type VocabularyNode } from '../../server/src/vocabulary/tree.ts';

function* walk(
  node: VocabularyNode,
  path: readonly string[] = [],
): Generator<[string, VocabularyNode]> {
  yield [`/${path.join('/')}`, node];
  for (const [name, child] of node.children) yield* walk(child, [...path, name]);
}

describe('the tree of the vocabulary', () => {
  for (const [path, { definition, children }] of walk(VOCABULARY))
    it(`${path} has the children that its definition names`, () => {
      assert.deepEqual([...children.keys()], definition.children);
      for (const name of definition.usual ?? []) assert.ok(name in definition.attributes, name);
      assert.ok(definition.doc.endsWith('.'));
    });

  it('tells elements of one name by their place', () => {
    assert.equal(vocabularyAt(['numatune', 'memory'])?.definition, numatuneMemory);
    assert.notEqual(vocabularyAt(['memory'])?.definition, numatuneMemory);
    assert.equal(vocabularyAt(['os', 'memory']), undefined);
    assert.equal(vocabularyAt([]), VOCABULARY);
  });
});
