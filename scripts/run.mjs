// Runs before anything is installed: imports nothing from node_modules.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** Where tests leave what is worth looking at; not kept in git. */
export const OUTPUT = join(ROOT, 'test-output');

/** Runs a program in the project's folder with its output shown as it comes; gives the exit code. */
export function run(command, args, env = {}) {
  // npm and code are .cmd files there, which only a shell runs.
  const shell = process.platform === 'win32' && command !== process.execPath;
  return new Promise((done) => {
    const child = spawn(command, shell ? args.map((arg) => `"${arg}"`) : args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: 'inherit',
      shell,
    });
    child.once('error', (error) => {
      console.error(`${command}: ${error.message}`);
      done(127);
    });
    child.once('exit', (code, signal) => done(code ?? (signal === null ? 1 : 128)));
  });
}

/** Runs a script of an installed package, such as `typescript/bin/tsc`, with this Node. */
export function runTool(script, args, env) {
  return run(process.execPath, [join(ROOT, 'node_modules', script), ...args], env);
}

/**
 * Runs Mocha and counts its tests. A run that ends without a count, or that fails though no test did
 * (a file that cannot be loaded), is one failed test.
 */
export async function runMocha(args) {
  const folder = mkdtempSync(join(tmpdir(), 'libvirt-xml-counts-'));
  const counts = join(folder, 'counts.json');
  const reporter = join(ROOT, 'scripts/mochaReporter.cjs');
  const code = await runTool('mocha/bin/mocha.js', ['--reporter', reporter, ...args], {
    MOCHA_COUNTS: counts,
  });
  const { passed, failed } = existsSync(counts)
    ? JSON.parse(readFileSync(counts, 'utf8'))
    : { passed: 0, failed: 0 };
  rmSync(folder, { recursive: true, force: true });
  return { passed, failed: failed === 0 && code !== 0 ? 1 : failed };
}

/** The closing line, and the exit code that says the same. */
export function close({ passed, failed }) {
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}
