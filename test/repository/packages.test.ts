// What goes out of the house: the files of the .vsix and of the npm package, and the extension's size.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { ROOT } from '../harness/root.ts';

const PAGES = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.md') && path !== 'architecture.md');

const IN_BOTH = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'dist/notices.txt',
  'dist/cli.js',
  'dist/server.js',
  'dist/shared-cli-extension-server.js',
  'dist/shared-cli-server.js',
  'dist/shared-extension-server.js',
  'docs/images/article-found.png',
  'docs/images/host-map.png',
  'package.json',
  'schemas/libvirt-xml.host.schema.json',
  'schemas/libvirt-xml.schema.json',
];
const IN_THE_EXTENSION = [
  'dist/docs.json.br',
  'dist/extension.js',
  'dist/hostMap.css',
  'dist/hostMap.js',
  'icon.png',
  'snippets/libvirt.json',
  'syntaxes/libvirt-domain.injection.json',
];
const IN_THE_NPM_PACKAGE = PAGES.map((path) => `docs/${path}`);

describe('the packages', () => {
  it('the .vsix holds these files and no others', () => {
    const listed = tool('@vscode/vsce/vsce', 'ls', '--no-dependencies').trim().split('\n');
    assert.deepEqual(listed.sort(), [...IN_BOTH, ...IN_THE_EXTENSION].sort());
    // Where the editor tests have installed their editor, vsce looks through that, too.
  }).timeout(60_000);

  it('the extension has the pages of all rules in one file, and every page that they lead to', () => {
    const packed = readFileSync(join(ROOT, 'dist/docs.json.br'));
    const pages = JSON.parse(brotliDecompressSync(packed).toString()) as Record<string, string>;
    const shipped = Object.keys(pages);
    const isOfRule = (path: string) => /^rules\/.+\/.+\.md$/.test(path);
    assert.deepEqual(shipped.filter(isOfRule).sort(), PAGES.filter(isOfRule).sort());
    const missing = Object.entries(pages).flatMap(([path, text]) =>
      [...text.matchAll(/\]\(([^)#:]+\.md)/g)]
        .map(([, target = '']) => posix.join(posix.dirname(path), target))
        .filter((target) => !shipped.includes(target)),
    );
    assert.deepEqual(missing, []);
  });

  it('the .vsix is under 600 kB', () => {
    const vsix = join(ROOT, 'test-output/measured.vsix');
    mkdirSync(join(ROOT, 'test-output'), { recursive: true });
    execFileSync(process.execPath, ['scripts/package.mjs', '--out', vsix], { cwd: ROOT });
    assert.ok(statSync(vsix).size < 600_000, `it has ${statSync(vsix).size} bytes`);
  }).timeout(60_000);

  it("the .vsix takes libvirt's schemas in when they are named, with their licence", () => {
    const vsix = join(ROOT, 'test-output/withSchemas.vsix');
    const stated = ['--schemas', 'test/schemas/small', '--schemas-version', '11.3.0'];
    execFileSync(
      process.execPath,
      ['scripts/package.mjs', ...stated, '--schemas-licence', 'LICENSE', '--out', vsix],
      { cwd: ROOT },
    );
    const archive = readFileSync(vsix, 'latin1');
    for (const name of ['domain.rng', 'LICENCE.txt', 'NOTICE.txt'])
      assert.ok(archive.includes(`extension/dist/schemas/${name}`), name);
    assert.equal(
      existsSync(join(ROOT, 'dist/schemas')),
      false,
      'they are left for no other package',
    );
  }).timeout(60_000);

  it('the npm package holds these files and no others', () => {
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const json = execFileSync(npm, ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const packed = packedFiles(JSON.parse(json));
    assert.deepEqual(packed.sort(), [...IN_BOTH, ...IN_THE_NPM_PACKAGE].sort());
  }).timeout(60_000);

  it('every program starts on its own', () => {
    const { bin } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      bin: Record<string, string>;
    };
    for (const path of Object.values(bin)) {
      assert.ok(existsSync(join(ROOT, path)), `${path} is not built`);
      assert.match(readFileSync(join(ROOT, path), 'utf8'), /^#!\/usr\/bin\/env node\n/);
    }
  });

  it('the programs are ASCII, which V8 holds in a byte a character', () => {
    for (const path of ['dist/extension.js', ...IN_BOTH.filter((name) => name.endsWith('.js'))]) {
      const text = readFileSync(join(ROOT, path), 'utf8');
      assert.equal(/[^\p{ASCII}].{0,20}/u.exec(text)?.[0], undefined, path);
    }
  });
});

function tool(script: string, ...args: string[]): string {
  return execFileSync(process.execPath, [join(ROOT, 'node_modules', script), ...args], {
    cwd: ROOT,
    encoding: 'utf8',
  });
}

/** By its version, npm answers with a list or with a record by package name. */
function packedFiles(answer: unknown): string[] {
  const [first] = Object.values(answer as Record<string, { files: { path: string }[] }>);
  return (first?.files ?? []).map(({ path }) => path);
}
