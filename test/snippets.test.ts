// Every snippet as a user gets it who accepts all defaults: well-formed, in our vocabulary, and nothing to warn of.
import assert from 'node:assert/strict';
import type { Element } from '@xmldom/xmldom';
import { analyze } from '../server/src/analysis/analyze.ts';
import snippets from '../snippets/libvirt.json' with { type: 'json' };
import { vocabularyAt } from '../server/src/vocabulary/tree.ts';
import { memoryMode } from '../server/src/vocabulary/values/memoryMode.ts';
import { childElements } from '../server/src/xml/walk.ts';
import { expandSnippet } from './features/expandSnippet.ts';
import { worldOf } from './harness/world.ts';

interface Snippet {
  readonly prefix: readonly string[];
  readonly description: string;
  readonly body: readonly string[];
}

const all: readonly [string, Snippet][] = Object.entries(snippets);

/** A guest of 4 vCPUs and 4 GiB that fits the host. */
function guestWith({ body }: Snippet): string {
  const lines = body.map((line) => `  ${expandSnippet(line)}`).join('\n');
  return `<domain type='kvm'>\n  <memory unit='GiB'>4</memory>\n  <vcpu placement='static'>4</vcpu>\n${lines}\n</domain>\n`;
}

/** The paths of elements and attributes below the domain that no table knows. */
function unknown(parent: Element, path: readonly string[] = []): string[] {
  return childElements(parent).flatMap((element) => {
    const at = [...path, element.tagName];
    const definition = vocabularyAt(at)?.definition;
    if (definition === undefined) return [at.join('/')];
    const names = Array.from(element.attributes, ({ name }) => name);
    const strange = names.filter((name) => !Object.hasOwn(definition.attributes, name));
    return [...strange.map((name) => `${at.join('/')}/@${name}`), ...unknown(element, at)];
  });
}

describe('the snippets', () => {
  for (const [name, snippet] of all)
    it(`${name}: bring no warning, on any host of two nodes or none`, () => {
      const text = guestWith(snippet);
      for (const host of [undefined, 'two-nodes', 'article']) {
        // The article's host has no huge pages.
        if (host === 'article' && name === 'Huge pages') continue;
        const analysis = analyze(text, worldOf(host));
        assert.ok(analysis);
        const { findings, domains } = analysis;
        const bad = findings.filter(({ severity }) => ['error', 'warning'].includes(severity));
        assert.deepEqual(bad, [], text);
        assert.deepEqual(
          domains.flatMap(({ element }) => unknown(element)),
          [],
        );
      }
    });

  it('name no other modes than there are, and offer each of them', () => {
    const text = JSON.stringify(snippets);
    const written = [...text.matchAll(/\bmode='(?:\$\{\d+\|([^|]*)\|\}|(\w+))'/g)];
    const modes = written.flatMap(([, choices, word]) => choices?.split(',') ?? [word ?? '']);
    assert.deepEqual([...new Set(modes)].sort(), Object.keys(memoryMode.words).sort());
    const prefixes = all.flatMap(([, { prefix }]) => prefix);
    for (const mode of Object.keys(memoryMode.words))
      assert.ok(prefixes.includes(`numatune-${mode}`), mode);
  });

  it('are all found by what they begin with', () => {
    for (const [name, { prefix, description, body }] of all) {
      assert.ok(prefix.length > 0 && description.endsWith('.'), name);
      assert.ok(body.at(-1)?.endsWith('$0'), name);
      if (body[0] === '<numatune>')
        assert.ok(
          prefix.every((word) => word.startsWith('numatune-')),
          name,
        );
    }
  });
});
