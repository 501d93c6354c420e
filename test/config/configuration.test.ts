// The reader, the schema that editors complete by, and the manual must tell of the same format.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type AnySchema } from 'ajv';
import fc from 'fast-check';
import { parse } from 'jsonc-parser';
import { fileConfiguration } from '../../server/src/config/fileConfiguration.ts';
import {
  CONFIGURATION_KEYS,
  CONFIGURED_HOST_KEYS,
  HOUSE_RULE_KEYS,
  OVERRIDE_KEYS,
  SUPPRESSION_KEYS,
} from '../../server/src/config/keys.ts';
import { readConfiguration } from '../../server/src/config/readConfiguration.ts';
import { examplesOf } from '../harness/examples.ts';
import { blocksOf, pagesIn } from '../harness/pages.ts';
import { ROOT } from '../harness/root.ts';

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly definitions?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: unknown;
}

const SCHEMA = JSON.parse(
  readFileSync(join(ROOT, 'schemas/libvirt-xml.schema.json'), 'utf8'),
) as Schema;
const MANUAL = readFileSync(join(ROOT, 'docs/configuration.md'), 'utf8');
const EXAMPLE = blocksOf(MANUAL).find(({ language }) => language === 'jsonc')?.text ?? '';
const isValid = new Ajv({ strict: false }).compile(SCHEMA as AnySchema);
const json = (text: string): unknown => parse(text, [], { allowTrailingComma: true });

describe('the schema of the configuration', () => {
  const { definitions = {} } = SCHEMA;
  const objects: readonly (readonly [string, Schema | undefined, readonly string[]])[] = [
    ['the configuration', SCHEMA, CONFIGURATION_KEYS],
    ['a host', definitions['host'], CONFIGURED_HOST_KEYS],
    ['an override', definitions['override'], OVERRIDE_KEYS],
    ['a suppression', definitions['override']?.properties?.['suppress']?.items, SUPPRESSION_KEYS],
    ['a rule', definitions['rule'], HOUSE_RULE_KEYS],
  ];
  for (const [name, schema, keys] of objects)
    it(`has the keys that the reader knows, and the manual shows them: ${name}`, () => {
      assert.deepEqual(Object.keys(schema?.properties ?? {}), keys);
      assert.equal(schema?.additionalProperties, false);
      for (const key of keys)
        assert.ok(MANUAL.includes(`"${key}"`) || MANUAL.includes(`\`${key}\``), key);
    });

  it('accepts what the reader accepts, on every page', () => {
    const readable = pagesIn('docs/rules')
      .flatMap(examplesOf)
      .filter(({ language, silent }) => language === 'config' && silent);
    assert.ok(readable.length > 5);
    for (const { marked, name } of readable) assert.ok(isValid(json(marked.clean)), name);
  });

  it('refuses values that the reader refuses', () => {
    const pairs: readonly (readonly [string, boolean])[] = [
      ['{"hosts": {"a": {"overhead": "100%"}}}', true],
      ['{"hosts": {"a": {"overhead": "101%"}}}', false],
      ['{"hosts": {"a": {"overhead": "1.5 %"}}}', true],
      ['{"hosts": {"a": {"reserve": {"0": "1 GiB"}}}}', true],
      ['{"hosts": {"a": {"reserve": {"x": "1 GiB"}}}}', false],
      ['{"hosts": {"a": {"reserve": "1 GB"}}}', false],
      ['{"hosts": {"a": {"topology": []}}}', true],
      ['{"hosts": {"a": {"topology": [" "]}}}', false],
      ['{"hosts": {"a": {"exclusive": [["a"]]}}}', false],
      ['{"severities": {"cells/*": "off"}}', true],
      ['{"severities": {"cells/*": "warn"}}', false],
      ['{"overrides": [{"suppress": []}]}', false],
      ['{"rules": [{"id": "Acme", "xpath": "/domain", "message": "m"}]}', false],
      ['[]', false],
    ];
    for (const [text, right] of pairs)
      assert.deepEqual(
        [text, isValid(json(text)), readConfiguration(text).problems.length === 0],
        [text, right, right],
      );
  });
});

describe("the manual's configuration", () => {
  it('is right, and says what the manual says', () => {
    assert.ok(isValid(json(EXAMPLE)));
    const { configuration, problems } = readConfiguration(EXAMPLE);
    assert.deepEqual(problems, []);
    assert.ok(configuration);
    const of = (path: string) => fileConfiguration(configuration, path);
    assert.equal(of('rack1/a/b.xml').host?.name.value, 'rack1');
    assert.equal(of('any/db-1.xml').host?.name.value, 'rack1');
    assert.equal(of('any/web.xml').host?.name.value, 'rack2');
    assert.ok(of('old/deep/a.xml').isExcluded);
    assert.ok(of('templates/x/a.xml').isExcluded);
    assert.ok(!of('older/a.xml').isExcluded);
    assert.equal(of('lab/a.xml').rules.get('numatune/node-too-small'), 'information');
    assert.equal(of('a.xml').rules.get('numatune/node-too-small'), undefined);
    const suppressions = of('a.xml').world.suppressions ?? [];
    assert.equal(suppressions.length, 1);
    for (const { matches } of suppressions)
      assert.deepEqual([matches('legacy-7'), matches('db1')], [true, false]);
    assert.deepEqual(configuration.hosts[0]?.overhead, { percent: 2 });
    assert.deepEqual(configuration.hosts[0].exclusive, [['db1', 'db1-standby']]);
  });
});

describe('reading a configuration', () => {
  it('is total, and every finding lies in the text, however it is damaged', () => {
    const check = (text: string): void => {
      for (const { range } of readConfiguration(text).problems)
        assert.ok(0 <= range.start && range.start <= range.end && range.end <= text.length);
    };
    fc.assert(
      fc.property(fc.nat(EXAMPLE.length), fc.nat(40), fc.string(), (at, cut, inserted) => {
        check(EXAMPLE.slice(0, at) + inserted + EXAMPLE.slice(at + cut));
      }),
      { numRuns: 300 },
    );
    fc.assert(fc.property(fc.json(), check), { numRuns: 300 });
    check('['.repeat(100_000));
    check('{"hosts":'.repeat(50_000));
    check(' '.repeat(2 * 1024 * 1024));
  });

  it('takes an empty file for one that says nothing', () => {
    assert.deepEqual(readConfiguration('\n').problems, []);
  });
});
