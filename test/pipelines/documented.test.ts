// The jobs of docs/pipelines.md, word by word: each command of theirs is run in a repository into which the package is installed.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blocksOf } from '../harness/pages.ts';
import { ROOT } from '../harness/root.ts';

const NPM = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const JOBS = blocksOf(readFileSync(join(ROOT, 'docs/pipelines.md'), 'utf8'));

/** The commands of a job, in their order. */
function commandsOf(heading: string): readonly string[] {
  const [job] = JOBS.filter((block) => block.heading === heading && block.language === 'yaml');
  const commands = [...(job?.text ?? '').matchAll(/^\s*(?:- )?(?:run: |- )(npx .*)$/gm)];
  assert.ok(commands.length > 0, `docs/pipelines.md has no commands under '${heading}'`);
  return commands.map(([, command = '']) => command);
}

/** No job may write over it. */
const CONFIGURATION = '{ "severities": { "memory/decimal-unit": "off" } }\n';

describe('the jobs of docs/pipelines.md', function () {
  this.timeout(60_000);
  const repository = mkdtempSync(join(tmpdir(), 'libvirt-xml-jobs-'));
  before(() => {
    for (const folder of ['guests', 'hosts']) mkdirSync(join(repository, folder));
    for (const guest of ['vm1.xml', 'healthy.xml'])
      copyFileSync(join(ROOT, 'examples', guest), join(repository, 'guests', guest));
    copyFileSync(join(ROOT, 'examples/libvirt-xml.host.txt'), join(repository, 'hosts/rack7.txt'));
    writeFileSync(join(repository, 'package.json'), '{ "private": true }\n');
    writeFileSync(join(repository, 'libvirt-xml.json'), CONFIGURATION);
    const packed = execFileSync(
      NPM,
      ['pack', '--ignore-scripts', '--json', '--pack-destination', repository],
      { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
    );
    const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
    // It has no dependencies and no install scripts: nothing is fetched.
    execFileSync(NPM, ['install', '--offline', '--no-audit', '--no-fund', `./${filename}`], {
      cwd: repository,
      stdio: 'ignore',
    });
  });
  after(() => {
    rmSync(repository, { recursive: true, force: true });
  });

  /** As runners do: in the repository, by a shell that stops at the first failure. */
  const run = (command: string) =>
    spawnSync('bash', ['-e', '-o', 'pipefail', '-c', command], {
      cwd: repository,
      encoding: 'utf8',
    });

  it('GitHub Actions: the first step annotates and fails, the second writes SARIF whatever it finds', () => {
    const [annotate = '', sarif = '', ...more] = commandsOf('GitHub Actions');
    assert.deepEqual(more, []);
    const annotated = run(annotate);
    assert.equal(annotated.status, 1, annotated.stderr);
    assert.match(annotated.stdout, /^::error file=guests\/vm1\.xml,.*node-too-small/m);
    assert.doesNotMatch(annotated.stdout, /healthy\.xml/);
    const written = run(sarif);
    assert.equal(written.status, 0, written.stderr);
    const { version, runs } = JSON.parse(
      readFileSync(join(repository, 'libvirt-xml.sarif'), 'utf8'),
    ) as { version: string; runs: readonly { results: readonly { ruleId: string }[] }[] };
    assert.equal(version, '2.1.0');
    const rules = runs.flatMap(({ results }) => results.map(({ ruleId }) => ruleId));
    assert.ok(rules.includes('numatune/node-too-small'), rules.join());
  });

  it('GitLab: the job fails, and its report is whole', () => {
    const [lint = '', ...more] = commandsOf('GitLab');
    assert.deepEqual(more, []);
    const { status, stderr } = run(lint);
    assert.equal(status, 1, stderr);
    const report = JSON.parse(
      readFileSync(join(repository, 'gl-code-quality-report.json'), 'utf8'),
    ) as {
      check_name: string;
      location: { path: string };
    }[];
    const found = report.find(({ check_name }) => check_name === 'numatune/node-too-small');
    assert.equal(found?.location.path, 'guests/vm1.xml');
  });

  it('leave the configuration alone', () => {
    assert.equal(readFileSync(join(repository, 'libvirt-xml.json'), 'utf8'), CONFIGURATION);
  });
});
