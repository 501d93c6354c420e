import assert from 'node:assert/strict';
import { xmlText } from '../../server/src/report/xmlText.ts';
import { makeDatatype } from '../../server/src/relaxng/datatype/makeDatatype.ts';
import { XSD } from '../../server/src/relaxng/datatype/primitives.ts';
import { needs } from '../harness/needs.ts';
import { PATTERNS, TYPES, type TypeCase } from './datatypes.ts';
import { jingLinesBy } from './jing.ts';

const CASES: readonly TypeCase[] = [
  ...TYPES,
  ...PATTERNS.map(([pattern, accepted, refused]): TypeCase => [
    'string',
    [['pattern', pattern]],
    accepted,
    refused,
  ]),
];

const titleOf = ([type, params]: TypeCase): string =>
  [type, ...params.map(([name, value]) => `${name} ${value}`)].join(', ');

describe('a type of XML Schema', () => {
  for (const one of CASES)
    it(titleOf(one), () => {
      const [name, params, accepted, refused] = one;
      const made = makeDatatype(
        XSD,
        name,
        params.map(([param, value]) => ({ name: param, value })),
      );
      assert.deepEqual([made.errors, made.notes], [[], []]);
      const { accepts } = made.type;
      assert.deepEqual(
        accepted.filter((value) => !accepts(value)),
        [],
      );
      assert.deepEqual(refused.filter(accepts), []);
    });

  it('is read by jing alike', function () {
    this.timeout(60_000);
    needs('jing', this);
    const elements = CASES.map(([type, params], index) => {
      const inner = params.map(
        ([name, value]) => `<param name='${name}'>${xmlText(value)}</param>`,
      );
      return `<element name='case-${index}'><data type='${type}'>${inner.join('')}</data></element>`;
    });
    const schema = `<choice xmlns='http://relaxng.org/ns/structure/1.0' datatypeLibrary='${XSD}'>${elements.join('')}</choice>`;
    const documents = CASES.flatMap(([, , accepted, refused], index) =>
      [...accepted, ...refused].map((value, at) => ({
        text: `<case-${index}>${xmlText(value)}</case-${index}>`,
        isFine: at < accepted.length,
      })),
    );
    const lines = jingLinesBy(
      { 'main.rng': schema },
      documents.map(({ text }) => text),
    );
    const others = documents.filter(({ isFine }, index) => isFine !== (lines[index] === 0));
    assert.deepEqual(others, []);
  });
});
