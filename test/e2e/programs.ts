// What stands on the PATH of the editor's machine: VS Code's own `code`, and a virsh that keeps a log.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { CODE_SERVER, NODE } from './install.mjs';

const ROOT = resolve(import.meta.dirname, '../..');
const PROGRAMS = join(ROOT, 'test-output/programs');
const LOG = join(PROGRAMS, 'virsh.log');

/** Writes the programs; gives their folder. */
export function writePrograms(): string {
  mkdirSync(PROGRAMS, { recursive: true });
  const real = (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'virsh'))
    .find((path) => existsSync(path));
  const remoteCli = resolve(CODE_SERVER, '../../../lib/vscode/bin/remote-cli/code-server');
  const programs = {
    code: `NODE_EXEC_PATH="${NODE}" exec "${remoteCli}" "$@"`,
    ...(real === undefined ? {} : { virsh: `echo "$@" >> "${LOG}"\nexec "${real}" "$@"` }),
  };
  for (const [name, line] of Object.entries(programs))
    writeFileSync(join(PROGRAMS, name), `#!/bin/sh\n${line}\n`, { mode: 0o755 });
  return PROGRAMS;
}

/** What virsh was called with since it was last forgotten, a line each. */
export function virshCalls(): readonly string[] {
  return existsSync(LOG) ? readFileSync(LOG, 'utf8').trim().split('\n') : [];
}

export function forgetVirshCalls(): void {
  rmSync(LOG, { force: true });
}
