// Installs a real VS Code (code-server) and the Node that it wants, from npm alone: no install script runs, nothing is
// compiled. Into HARNESS_DIR, else where neither vsce nor a linter looks; what is there already is kept. Some 700 MB, half
// a minute.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
export const HARNESS = resolve(process.env.HARNESS_DIR ?? join(ROOT, 'node_modules/.cache/vscode'));
export const NODE = join(HARNESS, `node_modules/node-linux-${process.arch}/bin/node`);
export const CODE_SERVER = join(HARNESS, 'node_modules/code-server/out/node/entry.js');

const PACKAGES = [
  // What the package `node` would fetch in its own install script.
  `node-linux-${process.arch}@24.21.0`,
  'code-server@4.139.1',
  // Optional to VS Code, and without it nobody is told of changes in subfolders.
  `@parcel/watcher-linux-${process.arch}-glibc@2.5.6`,
];
const NPM = [
  'install',
  '--ignore-scripts',
  '--no-audit',
  '--no-fund',
  '--force',
  '--loglevel=error',
];

/** Installs where it is missing; throws with npm's words when that fails. */
export function installHarness() {
  const stamp = join(HARNESS, 'installed.txt');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === PACKAGES.join('\n')) return;
  console.log(`installing VS Code for the tests into ${HARNESS}`);
  mkdirSync(HARNESS, { recursive: true });
  writeFileSync(join(HARNESS, 'package.json'), '{"private":true,"name":"vscode-harness"}\n');
  npm(HARNESS, [...NPM, ...PACKAGES]);
  // VS Code's own dependencies, which code-server's install script fetches. Not `npm ci`: the shipped lock misses an entry.
  npm(join(HARNESS, 'node_modules/code-server/lib/vscode'), [
    ...NPM,
    '--omit=dev',
    '--omit=optional',
  ]);
  writeFileSync(stamp, PACKAGES.join('\n'));
}

function npm(cwd, args) {
  const { status } = spawnSync('npm', args, { cwd, stdio: 'inherit' });
  if (status !== 0) throw new Error(`npm ${args.join(' ')} failed in ${cwd}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) installHarness();
