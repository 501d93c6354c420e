// What section 7 of the specification forbids, and what the full syntax has no place for; jing says the same of each schema.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readGrammar } from '../../../server/src/relaxng/readGrammar.ts';
import { needs } from '../../harness/needs.ts';

const HEAD =
  "<grammar xmlns='http://relaxng.org/ns/structure/1.0' datatypeLibrary='http://www.w3.org/2001/XMLSchema-datatypes'>";

/** A schema with one element of that content; definitions behind `;`. */
function schema(content: string): string {
  const [body = '', more = ''] = content.split(';');
  return `${HEAD}<start><element name='a'>${body}</element></start>${more}</grammar>`;
}

/** The text from the place of the first problem on, and what is said of it. */
function said(text: string): string | undefined {
  const [problem] = readGrammar('main.rng', (name) =>
    name === 'main.rng' ? text : undefined,
  ).problems;
  return (
    problem && `${text.slice(problem.range.start, problem.range.start + 22)} | ${problem.message}`
  );
}

const E = "<element name='e'><empty/></element>";
const B = "<attribute name='b'/>";

const WRONG: readonly (readonly [content: string, said: string])[] = [
  [
    `<attribute name='b'>${E}</attribute>`,
    "element name='e'><empt | <element> cannot stand in <attribute>",
  ],
  [
    `<attribute name='b'><attribute name='c'/></attribute>`,
    "attribute name='c'/></ | <attribute> cannot stand in <attribute>",
  ],
  [
    `<list><list><data type='int'/></list></list>`,
    "list><data type='int'/ | <list> cannot stand in <list>",
  ],
  [`<list><text/></list>`, 'text/></list></element | <text> cannot stand in <list>'],
  [
    `<data type='int'><except><text/></except></data>`,
    'text/></except></data> | <text> cannot stand in <except> of <data>',
  ],
  [
    `<group><data type='int'/>${E}</group>`,
    "data type='int'/><elem | a typed value cannot stand beside elements, text or other values",
  ],
  [
    `${E}<value>x</value>`,
    'value>x</value></eleme | a typed value cannot stand beside elements, text or other values',
  ],
  [
    `<oneOrMore><data type='int'/></oneOrMore>`,
    "data type='int'/></one | a typed value cannot stand beside elements, text or other values",
  ],
  [
    `<mixed><data type='int'/></mixed>`,
    "data type='int'/></mix | a typed value cannot stand beside elements, text or other values",
  ],
  [
    `${B}<ref name='x'/>;<define name='x'>${B}</define>`,
    "attribute name='b'/></ | the attribute 'b' is there twice",
  ],
  [
    `<interleave><optional>${E}</optional><zeroOrMore><element name='e'><text/></element></zeroOrMore></interleave>`,
    "element name='e'><text | the element 'e' stands in two parts of an <interleave>",
  ],
  [
    `<interleave><text/><group>${E}<text/></group></interleave>`,
    'text/></group></interl | <text> stands in two parts of an <interleave>',
  ],
  [
    `<attribute><anyName/></attribute>`,
    'attribute><anyName/></ | an <attribute> of any name must stand in <oneOrMore> or <zeroOrMore>',
  ],
  [
    `<oneOrMore><group>${B}${E}</group></oneOrMore>`,
    "attribute name='b'/><e | <attribute> cannot stand in a group that repeats",
  ],
  [
    `${B}<zeroOrMore><attribute><anyName/></attribute></zeroOrMore>`,
    "attribute><anyName/></ | the attribute 'b' is there twice",
  ],
  [
    `<interleave>${E}<element><anyName/><empty/></element></interleave>`,
    "element><anyName/><emp | the element 'e' stands in two parts of an <interleave>",
  ],
  [
    `<attribute name='xmlns'/>`,
    "attribute name='xmlns' | an <attribute> cannot be a namespace declaration",
  ],
  [
    `<zeroOrMore><attribute><anyName><except><nsName ns='http://www.w3.org/2000/xmlns'/></except></anyName></attribute></zeroOrMore>`,
    'attribute><anyName><ex | an <attribute> cannot be a namespace declaration',
  ],
  [`<ref nmae='x'/>`, "ref nmae='x'/></elemen | 'nmae' is no attribute of <ref>"],
  [`<text>x</text>`, 'text>x</text></element | text has no meaning in <text>'],
  [`<empty><text/></empty>`, 'empty><text/></empty>< | <text> cannot stand in <empty>'],
  [`<data/>`, 'data/></element></star | <data> has no type'],
  [`<choice/>`, 'choice/></element></st | <choice> is empty'],
  // In a definition to which nothing refers:
  [
    `<empty/>;<define name='x'><element name='e'><ref name='y'/></element></define>`,
    "ref name='y'/></elemen | 'y' is not defined",
  ],
  [
    `<empty/>;<define name='x'><data type='inta'/></define>`,
    "data type='inta'/></de | XML Schema has no type 'inta'",
  ],
  [
    `<empty/>;<define name='x'><value type='int'>y</value></define>`,
    "value type='int'>y</va | 'y' is no value of the type 'int'",
  ],
  [
    `<empty/>;<define name='x'><externalRef href='not-there.rng'/></define>`,
    "externalRef href='not- | the file 'not-there.rng' is not there",
  ],
  [
    `<empty/>;<define name='x'><attribute name='xmlns'/></define>`,
    "attribute name='xmlns' | an <attribute> cannot be a namespace declaration",
  ],
];

const RIGHT: readonly string[] = [
  `<choice><group>${B}${E}</group><group>${B}<text/></group></choice>`,
  `<zeroOrMore><attribute><anyName/></attribute></zeroOrMore><mixed>${E}</mixed>`,
  `<list><data type='int'/><oneOrMore><value>x</value></oneOrMore></list>`,
  `<choice><data type='int'/>${E}<text/></choice>`,
  `<optional><data type='int'/></optional>${B}`,
  `<data type='token'><except><choice><value>x</value><data type='int'/></choice></except></data>`,
  `<interleave>${E}<element><anyName><except><name>e</name></except></anyName><empty/></element></interleave>`,
  `${E}${E}<notAllowed/>`,
  `<empty/>;<define name='x'><element name='e'><list><text/></list></element></define>`,
  `<element name='xmlns'><empty/></element>`,
  `<empty/>;<define name='x'><ref name='x'/></define>`,
  `<empty/>;<define name='x'><attribute name='b'/><ref name='y'/></define><define name='y'>${B}</define>`,
];

describe('restrictions on schemas', function () {
  this.timeout(180_000);

  for (const [content, wanted] of WRONG)
    it(`are told at their place: ${content}`, () => {
      assert.equal(said(schema(content)), wanted);
    });

  it('let alone what keeps them', () => {
    for (const content of RIGHT) assert.equal(said(schema(content)), undefined, content);
    const start = `${HEAD}<start><text/></start></grammar>`;
    assert.equal(said(start), 'text/></start></gramma | <text> cannot stand in <start>');
  });

  it('cost no more than the schema is long, however often a definition is used', () => {
    const twice = Array.from(
      { length: 60 },
      (_, i) => `<define name='d${i}'><ref name='d${i + 1}'/><ref name='d${i + 1}'/></define>`,
    );
    const text = schema(`<ref name='d0'/>;${twice.join('')}<define name='d60'>${E}</define>`);
    assert.equal(said(text), undefined);
    assert.match(
      said(text.replace("<define name='d60'>", `<define name='d60'>${B}`)) ?? '',
      /'b' is there twice/,
    );
  });

  it('are those that jing knows', function () {
    needs('jing', this);
    const folder = mkdtempSync(join(tmpdir(), 'libvirt-xml-restrictions-'));
    try {
      const document = join(folder, 'a.xml');
      writeFileSync(document, '<a/>');
      const refuses = (content: string): boolean => {
        const path = join(folder, 'main.rng');
        writeFileSync(path, schema(content));
        const { stdout } = spawnSync('jing', [path, document], { encoding: 'utf8' });
        return /main\.rng:\d+:\d+: (?:fatal|error)|not-there\.rng/.test(stdout);
      };
      for (const [content] of WRONG) assert.ok(refuses(content), content);
      for (const content of RIGHT) assert.ok(!refuses(content), content);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
