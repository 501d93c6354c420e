import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { URI } from 'vscode-uri';
import { decodeText } from '../machine/decodeText.ts';
import { fileProblem, isMissing } from '../machine/fileProblem.ts';
import { runProcess } from '../machine/runProcess.ts';
import { schemaFolders, schemaRelease } from '../machine/schemaFolders.ts';
import type { Environment } from './environment.ts';
import { findXml } from './findXml.ts';
import { keyOfUri, uriOfPath, type NamingManner } from './fileUris.ts';

const GREATEST_FILE = 10 * 1024 * 1024;

/** The machine as Node shows it. `packageFolder` holds `docs/rules`, `dist` and the manifest. */
export function nodeEnvironment(packageFolder: string, version: string): Environment {
  const pages = pathToFileURL(join(packageFolder, 'docs/rules')).href;
  return {
    version,
    ruleLink: `${pages}/{rule}.md`,
    readFile: async (uri) => {
      try {
        const path = fileURLToPath(uri);
        const about = await stat(path);
        if (!about.isFile()) return { error: 'it is no regular file' };
        if (about.size > GREATEST_FILE) return { error: 'it is larger than 10 MB' };
        const { text, problem } = decodeText(await readFile(path), false);
        return problem === undefined ? { text } : { error: problem };
      } catch (error) {
        return { error: fileProblem(error), missing: isMissing(error) };
      }
    },
    listFolder: async (uri) => {
      try {
        const entries = await readdir(fileURLToPath(uri), { withFileTypes: true });
        return { names: entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name) };
      } catch (error) {
        return { error: fileProblem(error) };
      }
    },
    findXml: (uri) => findXml(fileURLToPath(uri)),
    isInside: async (uri, folder) => {
      try {
        const [path, root] = await Promise.all(
          [uri, folder].map((each) => realpath(fileURLToPath(each))),
        );
        const way = relative(root ?? '', path ?? '');
        return way !== '' && !way.startsWith('..') && !isAbsolute(way);
      } catch {
        return false;
      }
    },
    resolve: (path, folder) => uriOfPath(path, folder, MANNER),
    keyOf: (uri) => keyOfUri(uri, MANNER),
    run: (program, args, signal) =>
      runProcess(program, args, { time: 30_000, output: 10_000_000, signal }),
    now: () => new Date().toISOString(),
    schemaFolders: () =>
      schemaFolders(packageFolder).map((source) => ({
        ...source,
        folder: URI.file(source.folder).toString(),
      })),
    schemaRelease: (folder) =>
      folder.startsWith('file:')
        ? schemaRelease(URI.parse(folder).fsPath.replaceAll('\\', '/'))
        : undefined,
  };
}

const MANNER: NamingManner = {
  isWindows: process.platform === 'win32',
  ignoresCase: process.platform === 'win32' || process.platform === 'darwin',
  home: homedir(),
};
