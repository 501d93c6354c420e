// Rules are not run on texts without the elements that they are about: there they must have nothing to say.
import assert from 'node:assert/strict';
import type { Document, Element } from '@xmldom/xmldom';
import { analyze } from '../../server/src/analysis/analyze.ts';
import { RULES } from '../../server/src/rules/all.ts';
import type { Rule } from '../../server/src/rules/rule.ts';
import { parseXml } from '../../server/src/xml/parseXml.ts';
import { sourceOf } from '../../server/src/xml/source.ts';
import { childElements } from '../../server/src/xml/walk.ts';
import { readableExamples, type Example } from '../harness/examples.ts';
import { pagesIn } from '../harness/pages.ts';
import { worldOf } from '../harness/world.ts';

const EVERYWHERE: readonly Rule[] = RULES.map((rule) => {
  const { about, ...rest } = rule;
  return about === undefined ? rule : rest;
});
const EXAMPLES = readableExamples([...pagesIn('docs/rules'), ...pagesIn('test/rules')]).filter(
  ({ language }) => language === 'xml',
);

describe('the elements that a rule is about', () => {
  it('stand in each example in which it finds something', () => {
    for (const { name, marked, ...where } of EXAMPLES)
      assert.deepEqual(
        foundIn(marked.text, where, RULES),
        foundIn(marked.text, where, EVERYWHERE),
        name,
      );
  });

  for (const rule of RULES) {
    const { id, about } = rule;
    if (about === undefined) continue;
    it(`${id} finds nothing in its examples when ${about.join(', ')} are cut out`, () => {
      let count = 0;
      for (const { page, name, marked, ...where } of EXAMPLES) {
        if (page.rule !== id || !marked.marks.some((mark) => mark.rule === id)) continue;
        count++;
        const found = foundIn(without(marked.text, new Set(about)), where, EVERYWHERE);
        assert.ok(!found.some((finding) => finding.startsWith(`${id} `)), name);
      }
      assert.ok(count > 0);
    });
  }
});

function foundIn(
  text: string,
  { hosts, schema }: Pick<Example, 'hosts' | 'schema'>,
  rules: readonly Rule[],
): readonly string[] {
  const { findings = [], failures = [] } = analyze(text, worldOf(hosts, schema), rules) ?? {};
  assert.deepEqual(failures, []);
  return findings.map(({ rule, range, message }) => `${rule} ${range.start} ${message}`);
}

/** The text without the elements of these names. */
function without(text: string, names: ReadonlySet<string>): string {
  let left = text;
  for (;;) {
    const [first] = named(parseXml(left).document, names);
    if (first === undefined) return left;
    const { start, end } = sourceOf(first).whole;
    left = left.slice(0, start) + left.slice(end);
  }
}

function named(parent: Document | Element, names: ReadonlySet<string>): readonly Element[] {
  return childElements(parent).flatMap((child) =>
    names.has(child.tagName) ? [child] : named(child, names),
  );
}
