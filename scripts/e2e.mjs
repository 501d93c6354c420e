// `npm run test:e2e`: the packaged extension in a real VS Code, driven as a user. Arguments go to Mocha: -- --grep hover
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled } from './installed.mjs';
import { OUTPUT, close, run, runMocha } from './run.mjs';
import { installHarness } from '../test/e2e/install.mjs';

await ensureInstalled();
installHarness();
const vsix = join(OUTPUT, 'libvirt-xml.vsix');
rmSync(vsix, { force: true });
const code = await run(process.execPath, ['scripts/package.mjs', '--out', vsix]);
if (code === 0 && existsSync(vsix))
  close(await runMocha(['--config', 'test/e2e/.mocharc.json', ...process.argv.slice(2)]));
else close({ passed: 0, failed: 1 });
