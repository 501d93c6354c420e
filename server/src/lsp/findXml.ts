import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { URI } from 'vscode-uri';

/** More files than a workspace of domains has. */
const FILES_LIMIT = 50_000;

/** The *.xml files of a folder at any depth, as URIs in the order of their names. What cannot be listed has none. */
export async function findXml(root: string): Promise<readonly string[]> {
  const found: string[] = [];
  const folders = [root];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of await entriesOf(folder)) {
      const { name } = entry;
      if (entry.isFile() && /\.xml$/i.test(name))
        found.push(URI.file(join(folder, name)).toString());
      else if (entry.isDirectory() && !name.startsWith('.') && name !== 'node_modules')
        folders.push(join(folder, name));
    }
    if (found.length > FILES_LIMIT) break;
  }
  return found.sort();
}

async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
