// Runs before anything is installed: imports nothing from node_modules.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, run } from './run.mjs';

/** Installs the locked packages where the tree is missing or is not the one of the lock file. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  console.log('installing the locked packages (npm ci)');
  const code = await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund']);
  if (code !== 0) throw new Error(`npm ci failed with exit code ${code}`);
}

/** By content, not by time: a fresh clone or a changed branch gives any file any date. */
function isInstalled() {
  const installed = join(ROOT, 'node_modules/.package-lock.json');
  if (!existsSync(installed)) return false;
  const wanted = packages(join(ROOT, 'package-lock.json'));
  const present = packages(installed);
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === '' || optional === true || present[path]?.version === version,
  );
}

function packages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}
