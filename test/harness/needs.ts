import { spawnSync } from 'node:child_process';
import type { Context } from 'mocha';

/** The Debian package that brings each tool. */
const PACKAGES = {
  virsh: 'libvirt-clients',
  nvim: 'neovim',
  jing: 'jing',
  xmllint: 'libxml2-utils',
  git: 'git',
  'pre-commit': 'pre-commit',
} as const;

/**
 * For tests of the real thing: skips the test with the reason printed where the tool is not installed. With `CI=true` a missing
 * tool is a failure: there it must not go unnoticed.
 */
export function needs(tool: keyof typeof PACKAGES, context: Context): void {
  const { error } = spawnSync(tool, ['--version'], { stdio: 'ignore' });
  if (error === undefined) return;
  const reason = `${tool} is not installed (Debian: ${PACKAGES[tool]})`;
  if (process.env['CI'] === 'true') throw new Error(reason);
  console.log(`      skipped: ${reason}`);
  context.skip();
}
