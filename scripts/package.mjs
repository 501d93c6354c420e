// `npm run package`: libvirt-xml-VERSION.vsix in the project's folder. vsce builds first (vscode:prepublish).
// `-- --schemas DIR [--schemas-version V] [--schemas-licence FILE]` puts libvirt's schemas into it. All else is for vsce.
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { ensureInstalled } from './installed.mjs';
import { copySchemas, dropSchemas } from './packagedSchemas.mjs';
import { OUTPUT, runTool } from './run.mjs';

const { own, rest } = optionsIn(process.argv.slice(2));
await ensureInstalled();
mkdirSync(OUTPUT, { recursive: true });
dropSchemas();
const problem =
  own.schemas === undefined
    ? undefined
    : copySchemas(resolve(own.schemas), own['schemas-version'], own['schemas-licence']);
if (problem !== undefined) {
  console.error(problem);
  process.exitCode = 2;
} else {
  process.exitCode = await runTool('@vscode/vsce/vsce', [
    'package',
    '--no-dependencies',
    '--no-rewrite-relative-links',
    '--allow-missing-repository',
    ...rest,
  ]);
  dropSchemas();
}

/** Our options with their values, and what is left for vsce. */
function optionsIn(args) {
  const own = {};
  const rest = [];
  for (let i = 0; i < args.length; i++) {
    const [, name, value] = /^--(schemas(?:-version|-licence)?)(?:=(.*))?$/.exec(args[i]) ?? [];
    if (name === undefined) rest.push(args[i]);
    else own[name] = value ?? args[++i];
  }
  return { own, rest };
}
