// What each construct of the specification accepts and refuses, alone and, by jing, in one schema with all others.
import assert from 'node:assert/strict';
import { readGrammar } from '../../server/src/relaxng/readGrammar.ts';
import { validate } from '../../server/src/relaxng/validate.ts';
import { parseXml } from '../../server/src/xml/parseXml.ts';
import { needs } from '../harness/needs.ts';
import { CONSTRUCTS } from './constructs.ts';
import { jingLinesBy } from './jing.ts';

const HEAD =
  "xmlns='http://relaxng.org/ns/structure/1.0' datatypeLibrary='http://www.w3.org/2001/XMLSchema-datatypes'";

/** A schema for documents of which each holds one in an element called as its case. */
function schemaOf(cases: readonly (typeof CONSTRUCTS)[number][]): Record<string, string> {
  const choices = cases.map((one) => `<element name='${nameOf(one)}'>${one.pattern}</element>`);
  const files = cases.flatMap(({ files = {} }) => Object.entries(files));
  return {
    'main.rng': `<choice ${HEAD}>${choices.join('')}</choice>`,
    ...Object.fromEntries(
      files.map(([name, text]) => [name, text.replace(/^<\w+/, (tag) => `${tag} ${HEAD}`)]),
    ),
  };
}

const nameOf = (one: (typeof CONSTRUCTS)[number]): string => `case-${CONSTRUCTS.indexOf(one)}`;

const wrapped = (one: (typeof CONSTRUCTS)[number], text: string): string =>
  `<${nameOf(one)}>${text}</${nameOf(one)}>`;

describe('a construct of RELAX NG', () => {
  for (const one of CONSTRUCTS)
    it(one.name, () => {
      const files = schemaOf([one]);
      const { grammar, problems } = readGrammar('main.rng', (name) => files[name]);
      assert.deepEqual(problems, []);
      assert.ok(grammar);
      const isFine = (text: string): boolean => {
        const root = parseXml(wrapped(one, text)).document.documentElement;
        assert.ok(root);
        return validate(grammar, root).length === 0;
      };
      assert.deepEqual(
        one.accepted.filter((text) => !isFine(text)),
        [],
      );
      assert.deepEqual(one.refused.filter(isFine), []);
    });

  it('is read by jing alike', function () {
    this.timeout(60_000);
    needs('jing', this);
    const documents = CONSTRUCTS.flatMap((one) =>
      [...one.accepted, ...one.refused].map((text) => ({
        text: wrapped(one, text),
        isFine: one.accepted.includes(text),
      })),
    );
    const lines = jingLinesBy(
      schemaOf(CONSTRUCTS),
      documents.map(({ text }) => text),
    );
    assert.deepEqual(
      documents.filter(({ isFine }, index) => isFine !== (lines[index] === 0)),
      [],
    );
  });
});
