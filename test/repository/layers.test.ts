// The layer map of docs/architecture.md is kept by lint: each forbidden step must be refused by our own configuration.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ESLint } from 'eslint';
import { ROOT } from '../harness/root.ts';

const MAP = /^no-(restricted-(imports|globals|syntax|properties)|eval|new-func)$/;

const eslint = new ESLint({
  cwd: ROOT,
  // The samples are no files of the project; the map needs no types.
  overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
  ruleFilter: ({ ruleId }) => MAP.test(ruleId),
});

const REFUSED: readonly [string, string][] = [
  ['server/src/text/sample.ts', "import { x } from '../xml/scan.ts'; x();"],
  ['server/src/xml/sample.ts', "import { x } from '../host/topology.ts'; x();"],
  ['server/src/host/importers/sample.ts', "import { x } from '../../domain/model.ts'; x();"],
  ['server/src/domain/sample.ts', "import { x } from '../placement/demand.ts'; x();"],
  ['server/src/rules/numatune/sample.ts', "import { x } from '../../analysis/analyze.ts'; x();"],
  ['server/src/rules/numatune/one-rule.ts', "import { x } from './other-rule.ts'; x();"],
  ['server/src/rules/numatune/one-rule.ts', "import { x } from '../pinning/other-rule.ts'; x();"],
  ['server/src/analysis/sample.ts', "import { x } from '../features/hover.ts'; x();"],
  ['server/src/analysis/sample.ts', "import { x } from '../config/glob.ts'; x();"],
  ['server/src/config/sample.ts', "import { x } from '../report/human.ts'; x();"],
  ['server/src/features/sample.ts', "import { x } from '../report/human.ts'; x();"],
  ['server/src/report/sample.ts', "import { x } from '../lsp/convert.ts'; x();"],
  ['server/src/lsp/sample.ts', "import { x } from '../cli/cli.ts'; x();"],
  ['server/src/cli/sample.ts', "import { x } from '../main.cli.ts'; x();"],
  ['server/src/rules/sample.ts', "import { x } from 'node:fs'; x();"],
  ['server/src/analysis/sample.ts', "import { x } from 'vscode-languageserver'; x();"],
  ['server/src/features/sample.ts', "import { x } from '../protocol.ts'; x();"],
  ['server/src/xml/sample.ts', 'export async function x() {}'],
  ['server/src/host/sample.ts', 'export const x = () => Date.now();'],
  ['server/src/domain/sample.ts', 'export const x = () => process.env;'],
  ['server/src/placement/sample.ts', 'export const x = () => setTimeout(() => 1, 1);'],
  ['server/src/vocabulary/sample.ts', 'export const x = Promise.resolve(1);'],
  ['server/src/features/sample.ts', 'export default 1;'],
  ['server/src/lsp/sample.ts', "import { x } from 'node:child_process'; x();"],
  ['server/src/lsp/sample.ts', "import { x } from 'net'; x();"],
  ['server/src/cli/sample.ts', "export const x = fetch('http://localhost');"],
  ['server/src/cli/sample.ts', "export const x = eval('1');"],
  ['client/src/sample.ts', "import { x } from '../../server/src/rules/all.ts'; x();"],
  ['client/src/sample.ts', "import { x } from 'node:fs'; x();"],
  ['client/src/sample.ts', "import { x } from 'https'; x();"],
  ['client/src/hostMap/view/sample.ts', "import * as x from 'vscode'; x;"],
  ['client/src/hostMap/view/sample.ts', "import { x } from '../panel.ts'; x();"],
  [
    'client/src/hostMap/view/sample.ts',
    "import { x } from '../../../../server/src/map/model.ts'; x();",
  ],
  ['client/src/hostMap/view/sample.ts', "document.body.innerHTML = '';"],
];

const ALLOWED: readonly [string, string][] = [
  ['server/src/xml/sample.ts', "import { x } from '@xmldom/xmldom'; x();"],
  ['server/src/rules/numatune/one-rule.ts', "import { x } from '../modeFixes.ts'; x();"],
  ['server/src/rules/numatune/one-rule.ts', 'export default 1;'],
  ['server/src/features/hover/sample.ts', "import { x } from '../../domain/model.ts'; x();"],
  ['server/src/lsp/sample.ts', "import { x } from '../protocol.ts'; x();"],
  ['server/src/lsp/sample.ts', "import { x } from 'node:fs/promises'; x();"],
  ['client/src/sample.ts', "import { x } from '../../server/src/protocol.ts'; x();"],
  ['client/src/hostMap/view/sample.ts', "import { x } from '../messages.ts'; x();"],
  [
    'client/src/hostMap/view/sample.ts',
    "import type { X } from '../../../../server/src/protocol.ts'; X;",
  ],
];

describe('the layer map', () => {
  for (const [file, text] of REFUSED)
    it(`refuses in ${file}: ${text}`, async () => {
      assert.notDeepEqual(await lint(file, text), []);
    });
  for (const [file, text] of ALLOWED)
    it(`allows in ${file}: ${text}`, async () => {
      assert.deepEqual(await lint(file, text), []);
    });
  it('knows every folder of the server', async () => {
    const folders = readdirSync(join(ROOT, 'server/src'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
    for (const folder of folders)
      assert.notDeepEqual(
        await lint(`server/src/${folder}/sample.ts`, "import { x } from '../main.node.ts'; x();"),
        [],
        `${folder} is in no layer of eslint.config.mjs`,
      );
  });
});

async function lint(file: string, text: string): Promise<readonly string[]> {
  const results = await eslint.lintText(text, { filePath: join(ROOT, file) });
  return results.flatMap(({ messages }) => messages.map(({ message }) => message));
}
