// The schema that editors complete by, the reader and the manual must tell of the same format.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  BANDWIDTH_KEYS,
  CACHE_KEYS,
  CORE_KEYS,
  HOST_KEYS,
  NODE_KEYS,
  POOL_KEYS,
  VERSION_KEYS,
} from '../../server/src/host/importers/json/keys.ts';
import { parseSize } from '../../server/src/host/parseSize.ts';
import { blocksOf } from '../harness/pages.ts';
import { found, hostOf } from './hosts.ts';

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly definitions?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: unknown;
  readonly required?: readonly string[];
  readonly pattern?: string;
  readonly oneOf?: readonly Schema[];
}

const ROOT = join(import.meta.dirname, '../..');
const SCHEMA = JSON.parse(
  readFileSync(join(ROOT, 'schemas/libvirt-xml.host.schema.json'), 'utf8'),
) as Schema;
const MANUAL = readFileSync(join(ROOT, 'docs/host-file.md'), 'utf8');
const definition = (name: string): Schema => SCHEMA.definitions?.[name] ?? {};

describe('the schema of our JSON', () => {
  const objects: readonly (readonly [string, Schema, readonly string[]])[] = [
    ['a host', SCHEMA, HOST_KEYS],
    ['versions', SCHEMA.properties?.['versions'] ?? {}, VERSION_KEYS],
    ['a node', definition('node'), NODE_KEYS],
    ['a pool', definition('pool'), POOL_KEYS],
    ['a core', definition('core'), CORE_KEYS],
    ['a cache', definition('cache'), CACHE_KEYS],
    ['a bandwidth controller', definition('bandwidth'), BANDWIDTH_KEYS],
  ];
  for (const [name, schema, keys] of objects)
    it(`has the keys that the reader knows: ${name}`, () => {
      assert.deepEqual(Object.keys(schema.properties ?? {}), keys);
      assert.equal(schema.additionalProperties, false);
      for (const key of keys.filter((one) => one !== '$schema'))
        assert.ok(
          MANUAL.includes(`\`${key}\``) || MANUAL.includes(`"${key}"`),
          `${key} in the manual`,
        );
    });

  it('accepts the sizes that the reader accepts', () => {
    const pattern = new RegExp(definition('size').pattern ?? '');
    const texts = ['15 GiB', '15360MiB', '1 b', '7 bytes', '2 G', '3tib', ' 4 EiB ', '0 B'];
    const not = ['', '15', 'GiB', '15 GB', '1.5 GiB', '-1 GiB', '15 Gib s', '1 ZiB', '0x10 B'];
    for (const text of [...texts, ...not])
      assert.deepEqual(
        [text, pattern.test(text), 'value' in parseSize(text)],
        [text, texts.includes(text), texts.includes(text)],
      );
  });

  it('accepts the sets, versions and times that the reader accepts', () => {
    const reader = (key: string, value: string): boolean => {
      const [first] = found(`{"nodes": [], ${key.replace('%', JSON.stringify(value))}}`);
      return first === undefined;
    };
    const set = definition('cpuSet').oneOf?.[0]?.pattern ?? '';
    const version = definition('version').pattern ?? '';
    const time = SCHEMA.properties?.['capturedAt']?.pattern ?? '';
    const cases: readonly (readonly [string, string, readonly string[]])[] = [
      ['"offlineCpus": %', set, ['', '0', '0-3,8', '0 1 2', '0,', ' 4 ', 'x', '0-', '^1', '-1']],
      ['"versions": {"qemu": %}', version, ['10', '10.0', '11.3.0-3+deb13u3', '', 'v10', '10.']],
      [
        '"capturedAt": %',
        time,
        ['2025-06-30', '2025-06-30T12:00:00Z', '2025-06-30T12:00+02:00', 'now', '30.6.2025'],
      ],
    ];
    for (const [key, pattern, values] of cases)
      for (const value of values)
        assert.equal(new RegExp(pattern).test(value), reader(key, value), `${key} ${value}`);
  });
});

describe('the manual of the host file', () => {
  const examples = blocksOf(MANUAL).filter(({ language }) => language === 'host');

  it('has examples, and each is a host', () => {
    assert.equal(examples.length, 2);
    for (const { text } of examples) hostOf(text);
  });

  it('shows every key', () => {
    const text = examples.map((example) => example.text).join('');
    const parts = [VERSION_KEYS, NODE_KEYS, POOL_KEYS, CORE_KEYS, CACHE_KEYS, BANDWIDTH_KEYS];
    for (const key of [HOST_KEYS, ...parts].flat())
      if (key !== '$schema') assert.ok(text.includes(`"${key}"`), key);
  });
});
