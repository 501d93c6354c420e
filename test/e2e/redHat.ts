// A stand-in for Red Hat's XML extension, which is in no registry that the tests may reach: it has that one's id and the
// setting that we look at, and does nothing. What stands in its place is not tested; what we do beside it is.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createVSIX } from '@vscode/vsce';

const FOLDER = resolve(import.meta.dirname, '../../test-output/red-hat');
const MANIFEST = {
  name: 'vscode-xml',
  publisher: 'redhat',
  version: '0.0.1',
  license: 'MIT',
  files: [],
  engines: { vscode: '^1.91.0' },
  contributes: {
    configuration: {
      properties: { 'xml.fileAssociations': { type: 'array', default: [], scope: 'window' } },
    },
  },
};

/** Packs it; gives the path of the package. */
export async function packRedHat(): Promise<string> {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, 'package.json'), JSON.stringify(MANIFEST));
  writeFileSync(join(FOLDER, 'README.md'), 'Stands in for an extension in tests.\n');
  const packagePath = join(FOLDER, 'red-hat.vsix');
  await createVSIX({
    cwd: FOLDER,
    packagePath,
    dependencies: false,
    allowMissingRepository: true,
  });
  return packagePath;
}
