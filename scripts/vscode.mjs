// `npm run vscode`: the packaged extension on a copy of the examples, in the VS Code that is installed, with a profile that
// is thrown away; where none is installed, in code-server from npm on loopback.
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { ensureInstalled } from './installed.mjs';
import { OUTPUT, ROOT, run, runTool } from './run.mjs';
import { installHarness } from '../test/e2e/install.mjs';

await ensureInstalled();
const vsix = join(OUTPUT, 'libvirt-xml.vsix');
if ((await run(process.execPath, ['scripts/package.mjs', '--out', vsix])) !== 0) process.exit(1);

const home = mkdtempSync(join(tmpdir(), 'libvirt-xml-'));
const folder = join(home, 'examples');
cpSync(join(ROOT, 'examples'), folder, { recursive: true });

const code = ['code', 'codium'].find(isOnPath);
process.exitCode = code === undefined ? await serve() : await openIn(code);
rmSync(home, { recursive: true, force: true, maxRetries: 5 });

async function openIn(program) {
  const profile = [
    ...['--user-data-dir', join(home, 'data')],
    ...['--extensions-dir', join(home, 'extensions')],
  ];
  const installed = await run(program, [...profile, '--install-extension', vsix]);
  if (installed !== 0) return installed;
  console.log(`${program} shows the examples; this command ends with its window`);
  return run(program, [...profile, '--new-window', '--wait', folder, join(folder, 'vm1.xml')]);
}

async function serve() {
  if (process.platform !== 'linux') {
    console.error(`found neither code nor codium on the PATH; the extension is ${vsix}`);
    return 1;
  }
  installHarness();
  // Interrupted from the keyboard, the server ends first, and then this script tidies up.
  process.on('SIGINT', () => {});
  return runTool('tsx/dist/cli.mjs', ['test/e2e/serve.mts', vsix, folder]);
}

function isOnPath(program) {
  const names = process.platform === 'win32' ? [`${program}.cmd`, `${program}.exe`] : [program];
  return (process.env.PATH ?? '')
    .split(delimiter)
    .some((directory) => names.some((name) => existsSync(join(directory, name))));
}
