// `npm run package`: libvirt-xml-VERSION.vsix in the project's folder. vsce builds first (vscode:prepublish).
import { mkdirSync } from 'node:fs';
import { ensureInstalled } from './installed.mjs';
import { OUTPUT, runTool } from './run.mjs';

await ensureInstalled();
mkdirSync(OUTPUT, { recursive: true });
process.exitCode = await runTool('@vscode/vsce/vsce', [
  'package',
  '--no-dependencies',
  '--no-rewrite-relative-links',
  '--allow-missing-repository',
  ...process.argv.slice(2),
]);
