import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { DOMParser, type Element } from '@xmldom/xmldom';
import * as fc from 'fast-check';
import { cli } from '../../server/src/cli/cli.ts';
import { memoryEnvironment, type MemoryFile } from '../harness/memoryEnvironment.ts';
import { needs } from '../harness/needs.ts';
import { ROOT } from '../harness/root.ts';

async function junit(
  files: Readonly<Record<string, MemoryFile>>,
  ...options: readonly string[]
): Promise<string> {
  const environment = memoryEnvironment(files);
  await cli(['lint', '--format', 'junit', ...options, '/'], environment);
  return environment.printed.stdout;
}

const GOOD = "<domain type='kvm'><name>good</name><memory>1048576</memory><vcpu>1</vcpu></domain>";
const RUNS: Readonly<Record<string, Readonly<Record<string, MemoryFile>>>> = {
  'nothing found': { '/good.xml': GOOD },
  'errors, warnings and information': {
    '/good.xml': GOOD,
    '/bad.xml': `<domain type='kvm'><name>a&amp;"b"</name><memory unit='GB'>1</memory><vcpu cpuset='9-1'>2</vcpu>
  <numatune><memory mode='strickt' nodeset='1'/></numatune></domain>`,
  },
  'broken XML': { '/broken.xml': '<domain type="kvm"><name>x</nam>\u0001&nope; ]]></domain' },
  'a hostile name': {
    '/a<b>&"\u001b[31m\n.xml': GOOD.replace('good', '\u0085<![CDATA[]]&gt;'),
    '/b.xml': '<domain type="kvm"><memory>x\u001b</memory></domain>',
  },
  'nothing but other XML': { '/pom.xml': '<project/>' },
  'an unreadable file': { '/good.xml': GOOD, '/no.xml': { error: 'it is locked' } },
};

describe('JUnit reports', () => {
  for (const [name, files] of Object.entries(RUNS)) {
    it(`hold to our schema for it: ${name}`, async function () {
      needs('xmllint', this);
      for (const options of [[], ['--fail-level', 'information'], ['--fail-level', 'never']]) {
        const input = await junit(files, ...options);
        const { status, stderr } = spawnSync(
          'xmllint',
          ['--noout', '--nonet', '--schema', join(ROOT, 'test/schemas/junit.xsd'), '-'],
          { input, encoding: 'utf8' },
        );
        assert.equal(status, 0, `${stderr}\n${input}`);
      }
    });
  }

  it('are refused by the schema when they are wrong', function () {
    needs('xmllint', this);
    const wrong = [
      '<testsuites><testsuite name="a" tests="many"><testcase name="b" classname="c"/></testsuite></testsuites>',
      '<testsuites><testsuite name="a"><testcase name="b"/></testsuite></testsuites>',
      '<testsuites><testsuite name="a"><testcase name="" classname="c"/></testsuite></testsuites>',
      '<testsuites><testsuite name="a"><testcase name="b" classname="c"><fail/></testcase></testsuite></testsuites>',
      '<testsuite name="a"/>',
    ];
    for (const input of wrong) {
      const { status } = spawnSync(
        'xmllint',
        ['--noout', '--nonet', '--schema', join(ROOT, 'test/schemas/junit.xsd'), '-'],
        { input, encoding: 'utf8' },
      );
      assert.notEqual(status, 0, input);
    }
  });

  it('count what they hold, whatever the files are called and hold', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(text, text), { maxLength: 5 }), async (parts) => {
        const files = Object.fromEntries(
          parts.map(([name, inside], index) => [
            `/${name.replaceAll('/', '').replace(/^\.+/, '')}${index}.xml`,
            `<domain type='kvm'><name>${inside}</name><memory>${inside}</memory></domain>`,
          ]),
        );
        const report = await junit(files);
        const document = new DOMParser({
          onError: (_level, message) => {
            throw new Error(message);
          },
        }).parseFromString(report, 'text/xml');
        for (const suite of Array.from(document.getElementsByTagName('testsuite'))) {
          const count = (name: string) => suite.getElementsByTagName(name).length;
          assert.equal(Number(suite.getAttribute('tests')), count('testcase'));
          assert.equal(Number(suite.getAttribute('failures')), count('failure'));
          assert.ok(casesOf(suite).every((one) => one.getAttribute('classname') !== ''));
        }
      }),
      { numRuns: 100 },
    );
  });
});

const casesOf = (suite: Element): readonly Element[] =>
  Array.from(suite.getElementsByTagName('testcase'));
