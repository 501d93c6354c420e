import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import {
  parseSchema,
  readingSchemaFile,
} from '../../../server/src/relaxng/schema/readSchemaFile.ts';
import { scanningSchema } from '../../../server/src/relaxng/schema/scanSchema.ts';
import { atOnce } from '../../../server/src/relaxng/schema/steps.ts';
import type { SchemaElement } from '../../../server/src/relaxng/schema/schemaElement.ts';
import { ROOT } from '../../harness/root.ts';

const SMALL = join(ROOT, 'test/schemas/small');

/** An element without what its bindings hold, and text where it counts. */
function bare({ name, tag, range, attributes, children, text }: SchemaElement): unknown {
  const counts = ['value', 'param', 'name'].includes(name) || text.trim() !== '';
  return [name, tag, range.start, [...attributes], counts ? text : '', children.map(bare)];
}

function agree(text: string): void {
  const quick = atOnce(scanningSchema(text));
  if (quick === undefined) return;
  const { root, problems } = parseSchema(text);
  assert.deepEqual(problems, [], text);
  assert.ok(root);
  assert.deepEqual(bare(quick), bare(root), text);
}

describe('a schema read quickly', () => {
  it('is the schema that the parser reads', () => {
    for (const name of readdirSync(SMALL)) {
      const text = readFileSync(join(SMALL, name), 'utf8');
      assert.ok(atOnce(scanningSchema(text)), name);
      agree(text);
    }
  });

  it('is the same or left to the parser, whatever the text', () => {
    const pieces = [
      "<grammar xmlns='http://relaxng.org/ns/structure/1.0' xmlns:a='urn:a'>",
      ...[
        '</grammar>',
        '<value>',
        '</value>',
        '<a:x>',
        '</a:x>',
        '<r:ref/>',
        '<ref name="a&#x7E;"/>',
      ],
      ...[
        "<r:text xmlns:r='http://relaxng.org/ns/structure/1.0' r:a='1' b='&lt;\n>'/>",
        '<x xmlns=""/>',
      ],
      ...[
        ' ',
        '\r\n',
        'text',
        '&amp;',
        '&foo;',
        '&#0;',
        '&',
        '<!-- c -->',
        '<!-- -- -->',
        '<![CDATA[x]]>',
      ],
      ...[
        ']]>',
        '<?pi x?>',
        '<!DOCTYPE a>',
        '<',
        '>',
        '\u0001',
        '\ud800',
        'é',
        '<é/>',
        "<a b='1' b='2'/>",
      ],
      ...[
        "<?xml version='1.0'?>",
        '\ufeff',
        '<a b=1/>',
        '<a b>',
        '{{ x }}',
        '<a:b:c/>',
        '<b d:e=""/>',
      ],
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 12 }), (parts) => {
        agree(parts.join(''));
        const inner = parts.join('');
        agree(`${pieces[0] ?? ''}${inner}</grammar>`);
      }),
      { numRuns: 2000, seed: 6 },
    );
  });

  it('leaves what is wrong to the parser', () => {
    const { root, problems } = atOnce(readingSchemaFile('<grammar><start></grammar>'));
    assert.equal(root, undefined);
    assert.ok(problems.length > 0);
    assert.equal(atOnce(readingSchemaFile('')).root, undefined);
  });
});
