// `npm test`: everything that can be said without an editor. Runs before anything is installed.
import { ensureInstalled } from './installed.mjs';
import { close, runMocha, runTool, run } from './run.mjs';

const STEPS = [
  ['types', () => runTool('typescript/bin/tsc', ['-p', 'tsconfig.json'])],
  ['types of the pure core', () => runTool('typescript/bin/tsc', ['-p', 'tsconfig.core.json'])],
  [
    'types of the map panel',
    () => runTool('typescript/bin/tsc', ['-p', 'client/src/hostMap/view']),
  ],
  ['types of the editor tests', () => runTool('typescript/bin/tsc', ['-p', 'test/e2e'])],
  ['lint', () => runTool('eslint/bin/eslint.js', ['.'])],
  ['format', () => runTool('prettier/bin/prettier.cjs', ['--check', '--log-level=warn', '.'])],
  ['build', () => run(process.execPath, ['scripts/build.mjs'])],
];

await ensureInstalled();
const failedSteps = [];
for (const [name, step] of STEPS) {
  console.log(`── ${name}`);
  if ((await step()) !== 0) failedSteps.push(name);
}
console.log('── tests');
const chosen = process.argv.slice(2);
const tests = await runMocha(chosen.length > 0 ? chosen : ['test/**/*.test.ts']);
for (const name of failedSteps) console.log(`failed before the tests: ${name}`);
close({ passed: tests.passed, failed: tests.failed + failedSteps.length });
