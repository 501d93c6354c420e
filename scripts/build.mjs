// `npm run build`: dist/ from the sources. Each bundle is one CommonJS file without node_modules beside it.
import { chmod, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { ensureInstalled } from './installed.mjs';
import { ROOT } from './run.mjs';

await ensureInstalled();
const { build } = await import('esbuild');

const DIST = join(ROOT, 'dist');
const IN_BROWSER = { platform: 'browser', target: 'chrome122', format: 'iife' };
const ENTRIES = {
  extension: { entry: 'client/src/extension.ts', external: ['vscode'] },
  server: { entry: 'server/src/main.node.ts', program: true },
  cli: { entry: 'server/src/main.cli.ts', program: true },
  // The page of the host map, with its style sheet beside it; the target is what the oldest VS Code draws with.
  hostMap: { entry: 'client/src/hostMap/view/main.ts', page: IN_BROWSER },
};

await mkdir(DIST, { recursive: true });
const bundles = await Promise.all(
  Object.entries(ENTRIES).map(async ([name, { entry, external = [], program = false, page }]) => {
    const outfile = join(DIST, `${name}.js`);
    const { metafile } = await build({
      absWorkingDir: ROOT,
      entryPoints: [entry],
      outfile,
      external,
      bundle: true,
      minify: true,
      charset: 'utf8',
      platform: 'node',
      target: 'node20',
      format: 'cjs',
      mainFields: ['module', 'main'],
      // Of xmldom the tree alone is used: its own parser, with all of HTML's entities, would come along.
      alias: { '@xmldom/xmldom': '@xmldom/xmldom/lib/dom.js' },
      legalComments: 'none',
      logLevel: 'warning',
      metafile: true,
      ...page,
      ...(program ? { banner: { js: '#!/usr/bin/env node' } } : {}),
    });
    if (program) await chmod(outfile, 0o755);
    return metafile;
  }),
);
await writeFile(join(DIST, 'notices.txt'), await notices(bundles));
await writeFile(join(DIST, 'docs.json'), JSON.stringify(await docs()));

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
