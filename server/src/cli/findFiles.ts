import { readGlob } from '../config/glob.ts';
import type { Environment } from './environment.ts';
import { ignoredPaths, NOTHING_IGNORED } from './gitIgnore.ts';

/** A file to lint, or a folder that could not be listed. */
export interface FoundPath {
  readonly path: string;
  /** Its one path without symbolic links. */
  readonly real: string;
  readonly error: string | undefined;
}

/**
 * The files that the paths lead to: a file as it is named, those that a glob means, and for a folder its *.xml files at any depth, sorted. Folders called
 * `node_modules` or beginning with a dot are passed over, and what Git ignores, unless it is named itself. Symbolic links are followed, and each file is found once, whatever
 * circles the links make.
 */
export async function findFiles(
  paths: readonly string[],
  environment: Environment,
  gitIgnore = true,
): Promise<readonly FoundPath[]> {
  const found = new Map<string, FoundPath>();
  for (const path of paths) {
    const kind = await environment.kindOf(path);
    const pattern = kind === 'missing' ? patternIn(path) : undefined;
    const here =
      kind === 'folder'
        ? await walk(path, environment, gitIgnore, isXml)
        : pattern === undefined
          ? [{ path, real: await environment.realPath(path), error: undefined }]
          : await walk(pattern.folder, environment, gitIgnore, pattern.isMeant);
    for (const one of here) if (!found.has(one.real)) found.set(one.real, one);
  }
  return [...found.values()];
}

/** What is in the folder itself goes before what a link leads to, so that a file is found under its own name. */
async function walk(
  root: string,
  environment: Environment,
  gitIgnore: boolean,
  isMeant: (path: string) => boolean,
): Promise<readonly FoundPath[]> {
  const found = new Map<string, FoundPath>();
  const seenFolders = new Set<string>();
  const links: string[] = [];
  await walkFolders(root, true);
  for (let link = links.shift(); link !== undefined; link = links.shift()) {
    const kind = await environment.kindOf(link);
    if (kind === 'folder') await walkFolders(link, false);
    else if (isMeant(link)) add(link, await environment.realPath(link));
  }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));

  async function walkFolders(top: string, isNamed: boolean): Promise<void> {
    const topReal = await environment.realPath(top);
    const topIgnored = gitIgnore
      ? await ignoredPaths(topReal, isNamed, environment)
      : NOTHING_IGNORED;
    const folders = [{ folder: top, ignored: topIgnored }];
    for (let next = folders.pop(); next !== undefined; next = folders.pop()) {
      const { folder, ignored } = next;
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
        if (ignored.has(name, kind === 'folder')) continue;
        if (kind === 'file' && isMeant(path)) add(path, inFolder(real, name));
        else if (kind === 'folder' && !isPassedOver)
          folders.push({ folder: path, ignored: await ignored.inside(name) });
        else if (kind === 'link' && !isPassedOver) links.push(path);
      }
    }
  }

  function add(path: string, real: string, error?: string): void {
    if (!found.has(real)) found.set(real, { path, real, error });
  }
}

/** A glob that no shell has replaced, as those of Windows never do: the folder before its first pattern, and what it means there. */
function patternIn(
  path: string,
): { readonly folder: string; readonly isMeant: (path: string) => boolean } | undefined {
  const parts = path.split(/[\\/]/);
  const first = parts.findIndex((part) => /[*?[{]/.test(part));
  if (first < 0) return undefined;
  const before = parts.slice(0, first).join('/');
  const isTop = /^(?:[a-z]:)?$/i.test(before) && /^(?:[a-z]:)?[\\/]/i.test(path);
  const folder = isTop ? `${before}/` : before || '.';
  const rest = parts.slice(first);
  const glob = readGlob(rest.join('/'));
  if ('wrong' in glob) return undefined;
  const start = inFolder(folder, '').length;
  const isMeant = (found: string): boolean => {
    const inside = found.slice(start);
    // One name means files of this folder; what the configuration writes so is meant anywhere.
    return glob.matches(inside) && (rest.length > 1 || !inside.includes('/'));
  };
  return { folder, isMeant };
}

function inFolder(folder: string, name: string): string {
  return `${folder.replace(/[\\/]+$/, '')}/${name}`;
}

function isXml(name: string): boolean {
  return /\.xml$/i.test(name);
}
