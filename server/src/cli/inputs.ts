import { visible } from '../report/visible.ts';
import type { Environment, FileContent } from './environment.ts';
import { findFiles, type FoundPath } from './findFiles.ts';

/** What a command reads. */
export interface Inputs {
  /** At least one; '-' is standard input. */
  readonly paths: readonly string[];
  /** What standard input is called in what is printed. */
  readonly inputName: string;
  /** What Git ignores is passed over in folders. */
  readonly gitIgnore: boolean;
}

/** The real path of standard input. */
export const STANDARD_INPUT = '-';

/**
 * The files that the paths lead to, each once. `-` is a file like the others, with the name that it was given. A path that leads to
 * none is told.
 */
export async function pathsOf(
  { paths, inputName, gitIgnore }: Inputs,
  environment: Environment,
): Promise<readonly FoundPath[]> {
  const found = new Map<string, FoundPath>();
  for (const path of paths) {
    const input: FoundPath = { path: inputName, real: STANDARD_INPUT, error: undefined };
    const here = path === '-' ? [input] : await findFiles([path], environment, gitIgnore);
    for (const one of here) if (!found.has(one.real)) found.set(one.real, one);
    if (here.length > 0) continue;
    const isFolder = (await environment.kindOf(path)) === 'folder';
    const text = isFolder ? `there is no *.xml file in '${path}'` : `no file matches '${path}'`;
    await environment.err(`libvirt-xml: ${visible(text)}\n`);
  }
  return [...found.values()];
}

/** The path by which a file's configuration is found: standard input is where its name says. */
export async function placeOf(
  { path, real }: FoundPath,
  environment: Environment,
): Promise<string> {
  return real === STANDARD_INPUT ? environment.realPath(path) : real;
}

export function readContent(
  { path, real }: FoundPath,
  environment: Environment,
): Promise<FileContent> {
  return real === STANDARD_INPUT ? environment.readInput() : environment.readFile(path);
}
