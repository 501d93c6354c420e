import ignore, { type Ignore } from 'ignore';
import { decodeText } from '../machine/decodeText.ts';
import type { Environment } from './environment.ts';

/** What the `.gitignore` files of a folder and of those above it leave out, up to the top of the Git repository. */
export interface IgnoredPaths {
  /** Whether a file or folder in this folder is left out; `isFolder` matters, since patterns may name folders only. */
  readonly has: (name: string, isFolder: boolean) => boolean;
  /** The same for a folder in it. */
  readonly inside: (name: string) => Promise<IgnoredPaths>;
}

/** One `.gitignore`, and the path from its folder to the one looked at: empty, or with a slash at its end. */
interface Source {
  readonly patterns: Ignore;
  readonly path: string;
}

export const NOTHING_IGNORED: IgnoredPaths = {
  has: () => false,
  inside: () => Promise.resolve(NOTHING_IGNORED),
};

/**
 * `folder` is a path without symbolic links. Outside of a Git repository nothing is left out. `isNamed`: someone means this folder, so
 * that where it is left out itself, only its own `.gitignore` counts.
 */
export async function ignoredPaths(
  folder: string,
  isNamed: boolean,
  environment: Environment,
): Promise<IgnoredPaths> {
  const parts = folder.replace(/\/+$/, '').split('/');
  const sources: Source[] = [];
  for (let count = parts.length; count > 0; count--) {
    const here = parts.slice(0, count).join('/');
    const patterns = await patternsOf(here, environment);
    const path = parts.slice(count).map((part) => `${part}/`);
    if (patterns !== undefined) sources.unshift({ patterns, path: path.join('') });
    if ((await environment.kindOf(`${here}/.git`)) === 'missing') continue;
    const outer = sources.filter((source) => source.path !== '');
    const isLeftOut = isNamed && isIgnored(outer, '');
    return from(isLeftOut ? sources.slice(outer.length) : sources, folder, environment);
  }
  return NOTHING_IGNORED;
}

function from(sources: readonly Source[], folder: string, environment: Environment): IgnoredPaths {
  return {
    has: (name, isFolder) => isIgnored(sources, isFolder ? `${name}/` : name),
    inside: async (name) => {
      const inner = `${folder.replace(/\/+$/, '')}/${name}`;
      const patterns = await patternsOf(inner, environment);
      const outer = sources.map((source) => ({ ...source, path: `${source.path}${name}/` }));
      return from(
        patterns === undefined ? outer : [...outer, { patterns, path: '' }],
        inner,
        environment,
      );
    },
  };
}

/** The innermost file that speaks of a path decides. */
function isIgnored(sources: readonly Source[], name: string): boolean {
  for (const { patterns, path } of [...sources].reverse()) {
    const { ignored, unignored } = patterns.test(path + name);
    if (ignored || unignored) return ignored;
  }
  return false;
}

async function patternsOf(folder: string, environment: Environment): Promise<Ignore | undefined> {
  const content = await environment.readFile(`${folder}/.gitignore`);
  if ('error' in content) return undefined;
  return ignore({ ignorecase: false }).add(decodeText(content.bytes, content.cut).text);
}
