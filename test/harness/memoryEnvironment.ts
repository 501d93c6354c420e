import { posix } from 'node:path';
import type { Environment, FolderEntry } from '../../server/src/cli/environment.ts';
import { pagesIn } from './pages.ts';

/** A machine that is a table of files, and what was printed on it. */
export interface MemoryEnvironment extends Environment {
  readonly printed: { stdout: string; stderr: string };
  /** What was written, by absolute path; what is read stays as it was. */
  readonly written: Readonly<Record<string, string>>;
}

/** A file's text or bytes, a symbolic link, or a file that cannot be read. */
export type MemoryFile =
  | string
  | Uint8Array
  | { readonly link: string }
  | { readonly error: string }
  | { readonly bytes: Uint8Array; readonly cut: true };

let pages: ReadonlyMap<string, string> | undefined;
const rulePages = () =>
  (pages ??= new Map(pagesIn('docs/rules').map(({ rule, text }) => [rule, text])));

/**
 * The files by absolute path (`/vm1.xml`); relative paths start at `/`. Folders are there when something is in them. An installed libvirt's
 * schemas lie in `/schemas`.
 */
export function memoryEnvironment(
  files: Readonly<Record<string, MemoryFile>>,
  colour = false,
  stdin = '',
): MemoryEnvironment {
  const written: Record<string, string> = {};
  const printed = { stdout: '', stderr: '' };
  const paths = Object.keys(files);
  const isFolder = (path: string) =>
    path === '/' || paths.some((one) => one.startsWith(`${path}/`));

  function follow(given: string, steps = 0): string {
    const path = posix.resolve('/', given);
    if (steps > 40 || path === '/') return path;
    const real = posix.join(follow(posix.dirname(path), steps + 1), posix.basename(path));
    const file = files[real];
    if (file === undefined || typeof file === 'string' || !('link' in file)) return real;
    return follow(posix.resolve(posix.dirname(real), file.link), steps + 1);
  }

  return {
    printed,
    written,
    colour,
    columns: undefined,
    errorColumns: undefined,
    unicode: true,
    version: '0.1.0-test',
    readFile: (path) => {
      const real = follow(path);
      const file = files[real];
      if (file === undefined)
        return Promise.resolve({ error: isFolder(real) ? 'it is a folder' : 'it does not exist' });
      if (typeof file === 'string')
        return Promise.resolve({ bytes: new TextEncoder().encode(file), cut: false });
      if (file instanceof Uint8Array) return Promise.resolve({ bytes: file, cut: false });
      return Promise.resolve('link' in file ? { error: 'it does not exist' } : file);
    },
    readInput: () => Promise.resolve({ bytes: new TextEncoder().encode(stdin), cut: false }),
    writeFile: (path, bytes) => {
      written[follow(path)] = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
      return Promise.resolve(undefined);
    },
    runInTerminal: () => Promise.resolve({ error: 'it is not installed' }),
    run: () => Promise.resolve({ error: 'it is not installed' }),
    now: () => '2026-11-24T03:00:00.000Z',
    ask: () => Promise.resolve(undefined),
    variable: () => undefined,
    listFolder: (path) => {
      const real = follow(path);
      const prefix = real === '/' ? '/' : `${real}/`;
      const inside = paths.filter((one) => one.startsWith(prefix));
      const names = new Set(inside.map((one) => one.slice(prefix.length).split('/')[0] ?? ''));
      return Promise.resolve({
        entries: [...names].map((name): FolderEntry => {
          const file = files[prefix + name];
          if (file === undefined) return { name, kind: 'folder' };
          const isLink = typeof file === 'object' && 'link' in file;
          return { name, kind: isLink ? 'link' : 'file' };
        }),
      });
    },
    kindOf: (path) => {
      const real = follow(path);
      if (isFolder(real)) return Promise.resolve('folder');
      return Promise.resolve(real in files ? 'file' : 'missing');
    },
    realPath: (path) => Promise.resolve(follow(path)),
    schemaFolders: () =>
      '/schemas/domain.rng' in files
        ? [{ folder: '/schemas', version: [11, 3, 0], isGuess: true }]
        : [],
    schemaRelease: () => undefined,
    readPage: (rule) => Promise.resolve(rulePages().get(rule)),
    out: (text) => {
      printed.stdout += text;
      return Promise.resolve();
    },
    err: (text) => {
      printed.stderr += text;
      return Promise.resolve();
    },
  };
}
