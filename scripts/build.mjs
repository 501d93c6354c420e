// `npm run build`: dist/ from the sources, CommonJS without node_modules beside it. What programs share is one file, too.
import { chmod, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { basename, join, posix } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { ensureInstalled } from './installed.mjs';
import { ROOT } from './run.mjs';

await ensureInstalled();
const { build, transform } = await import('esbuild');

const DIST = join(ROOT, 'dist');
const PROGRAMS = {
  extension: 'client/src/extension.ts',
  server: 'server/src/main.node.ts',
  cli: 'server/src/main.cli.ts',
};
const ON_THE_COMMAND_LINE = ['server', 'cli'];
const COMMON = {
  absWorkingDir: ROOT,
  outdir: DIST,
  bundle: true,
  write: false,
  minify: true,
  // Of xmldom the tree alone is used: its own parser, with all of HTML's entities, would come along.
  alias: { '@xmldom/xmldom': '@xmldom/xmldom/lib/dom.js' },
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
};
const ON_NODE = { platform: 'node', target: 'node20' };

await mkdir(DIST, { recursive: true });
const programs = await build({
  ...COMMON,
  ...ON_NODE,
  entryPoints: PROGRAMS,
  external: ['vscode'],
  mainFields: ['module', 'main'],
  format: 'esm',
  splitting: true,
});
// The page of the host map, with its style sheet beside it; the target is what the oldest VS Code draws with.
const page = await build({
  ...COMMON,
  entryPoints: { hostMap: 'client/src/hostMap/view/main.ts' },
  platform: 'browser',
  target: 'chrome122',
  format: 'iife',
  charset: 'utf8',
});
const shared = namesOfShared(programs.metafile.outputs);
await Promise.all(programs.outputFiles.map(writeProgram));
await Promise.all(page.outputFiles.map(({ path, text }) => writeFile(path, text)));
await writeFile(join(DIST, 'notices.txt'), await notices([programs.metafile, page.metafile]));
await writeFile(join(DIST, 'docs.json.br'), brotliCompressSync(JSON.stringify(await docs())));

/** The file that esbuild names by its content → a name that stays: of the programs that share it. There is one for each set. */
function namesOfShared(outputs) {
  const nameOf = (path) => basename(path, '.js');
  const reached = (path) => [
    path,
    ...outputs[path].imports
      .filter(({ external }) => !external)
      .flatMap(({ path }) => reached(path)),
  ];
  const own = Object.keys(outputs).filter((path) => nameOf(path) in PROGRAMS);
  return Object.keys(outputs)
    .filter((path) => !own.includes(path))
    .map((path) => {
      const sharers = own.filter((program) => reached(program).includes(path)).map(nameOf);
      return [nameOf(path), ['shared', ...sharers.sort()].join('-')];
    });
}

/** CommonJS, which VS Code loads, where esbuild splits modules only; in ASCII, as V8 then keeps half as much and reads it faster. */
async function writeProgram({ path, text }) {
  const inCommonJs = await transform(text, { ...ON_NODE, minify: true, format: 'cjs' });
  const named = (text) =>
    shared.reduce((now, [hashed, name]) => now.replaceAll(hashed, name), text);
  const file = named(path);
  const isProgram = ON_THE_COMMAND_LINE.includes(basename(file, '.js'));
  await writeFile(file, `${isProgram ? '#!/usr/bin/env node\n' : ''}${named(inCommonJs.code)}`);
  if (isProgram) await chmod(file, 0o755);
}

/** The pages that the extension shows, those of the rules and all that they lead to: path below `docs/` → Markdown. */
async function docs() {
  const folder = join(ROOT, 'docs');
  const files = await readdir(join(folder, 'rules'), { recursive: true });
  const paths = files.map((path) => `rules/${path.replaceAll('\\', '/')}`);
  const pages = new Map();
  const wanted = paths.filter((path) => /\/.+\/.+\.md$/.test(path)).sort();
  for (const path of wanted) {
    const text = await readFile(join(folder, path), 'utf8');
    pages.set(path, text);
    for (const [, target] of text.matchAll(/\]\(([^)#:]+\.md)/g)) {
      const linked = posix.join(posix.dirname(path), target);
      if (!wanted.includes(linked)) wanted.push(linked);
    }
  }
  return Object.fromEntries(pages);
}

/** The licences of the packages inside the bundles, which ask to be named wherever their code goes. */
async function notices(metafiles) {
  const inputs = metafiles.flatMap(({ inputs }) => Object.keys(inputs));
  const folders = inputs.flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? []);
  const texts = await Promise.all([...new Set(folders)].sort().map(notice));
  return [...new Set(texts)].join(`\n${'-'.repeat(80)}\n\n`);
}

async function notice(folder) {
  const manifest = JSON.parse(await readFile(join(ROOT, folder, 'package.json'), 'utf8'));
  for (const file of ['LICENSE', 'License.txt', 'LICENSE.txt', 'LICENSE.md', 'license']) {
    const text = await readFile(join(ROOT, folder, file), 'utf8').catch(() => undefined);
    if (text !== undefined) return `${manifest.name} (${manifest.license})\n\n${text.trim()}\n`;
  }
  return `${manifest.name} (${manifest.license})\n`;
}
