import type { Environment } from './environment.ts';

/** A file to lint, or a folder that could not be listed. */
export interface FoundPath {
  readonly path: string;
  /** Its one path without symbolic links. */
  readonly real: string;
  readonly error: string | undefined;
}

/**
 * The files that the paths lead to: a file as it is named, and for a folder its *.xml files at any depth, sorted. Folders called
 * `node_modules` or beginning with a dot are passed over. Symbolic links are followed, and each file is found once, whatever
 * circles the links make.
 */
export async function findFiles(
  paths: readonly string[],
  environment: Environment,
): Promise<readonly FoundPath[]> {
  const found = new Map<string, FoundPath>();
  for (const path of paths) {
    const isFolder = (await environment.kindOf(path)) === 'folder';
    const here = isFolder
      ? await walk(path, environment)
      : [{ path, real: await environment.realPath(path), error: undefined }];
    for (const one of here) if (!found.has(one.real)) found.set(one.real, one);
  }
  return [...found.values()];
}

/** What is in the folder itself goes before what a link leads to, so that a file is found under its own name. */
async function walk(root: string, environment: Environment): Promise<readonly FoundPath[]> {
  const found = new Map<string, FoundPath>();
  const seenFolders = new Set<string>();
  const links: string[] = [];
  await walkFolders(root);
  for (let link = links.shift(); link !== undefined; link = links.shift()) {
    const kind = await environment.kindOf(link);
    if (kind === 'folder') await walkFolders(link);
    else if (isXml(link)) add(link, await environment.realPath(link));
  }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));

  async function walkFolders(top: string): Promise<void> {
    const folders = [top];
    for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
      const real = await environment.realPath(folder);
      if (seenFolders.has(real)) continue;
      seenFolders.add(real);
      const content = await environment.listFolder(folder);
      if ('error' in content) {
        add(folder, real, content.error);
        continue;
      }
      for (const { name, kind } of content.entries) {
        const path = inFolder(folder, name);
        const isPassedOver = name.startsWith('.') || name === 'node_modules';
        if (kind === 'file' && isXml(name)) add(path, inFolder(real, name));
        else if (kind === 'folder' && !isPassedOver) folders.push(path);
        else if (kind === 'link' && !isPassedOver) links.push(path);
      }
    }
  }

  function add(path: string, real: string, error?: string): void {
    if (!found.has(real)) found.set(real, { path, real, error });
  }
}

function inFolder(folder: string, name: string): string {
  return `${folder.replace(/[\\/]+$/, '')}/${name}`;
}

function isXml(name: string): boolean {
  return /\.xml$/i.test(name);
}
