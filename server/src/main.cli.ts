import { join } from 'node:path';
import { version } from '../../package.json';
import { cli } from './cli/cli.ts';
import { nodeEnvironment } from './cli/nodeEnvironment.ts';

const packageFolder = join(__dirname, '..');
// Without a listener, a reader that has gone would be an exception; whoever writes learns of it anyway.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
void cli(process.argv.slice(2), nodeEnvironment(packageFolder, version)).then((code) => {
  process.exitCode = code;
});
