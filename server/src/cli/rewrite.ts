import { createTwoFilesPatch } from 'diff';
import { slashed } from '../report/fileReport.ts';
import { visible } from '../report/visible.ts';
import type { Environment, FileContent } from './environment.ts';
import type { FoundPath } from './findFiles.ts';

/** A file's content with another text. */
export interface Rewritten {
  /** In the encoding, with the byte order mark and the line ends of the file. */
  readonly bytes: Uint8Array;
  /** As `diff -u` prints it, for `git apply`; what could act on a terminal is written out. */
  readonly diff: string;
}

/** The file with `after` instead of its text. */
export function rewritten(
  path: string,
  text: string,
  after: string,
  content: Extract<FileContent, { readonly bytes: Uint8Array }>,
): Rewritten {
  const label = slashed(path).replace(/^\/+/, '');
  const mark = hasMark(content.bytes) ? '\uFEFF' : '';
  const lines = createTwoFilesPatch(`a/${label}`, `b/${label}`, text, after, '', '', { context: 3 })
    .split('\n')
    .filter((line, index) => index > 0 || !line.startsWith('='));
  return {
    bytes: new TextEncoder().encode(mark + after),
    diff: lines.map(harmless).join('\n'),
  };
}

/** Tabs, and a return at the end of a line, belong to the text and move nothing on a terminal that a line end would not. */
function harmless(line: string): string {
  const end = line.endsWith('\r') ? '\r' : '';
  const text = line.slice(0, line.length - end.length);
  return text.split('\t').map(visible).join('\t') + end;
}

/** Writes a file that was found below the paths that were named. Fulfils with why it cannot be done, in a few words. */
export async function writeBack(
  { path, real }: Pick<FoundPath, 'path' | 'real'>,
  bytes: Uint8Array,
  roots: readonly string[],
  environment: Environment,
): Promise<string | undefined> {
  if (await leavesRoots(real, roots, environment))
    return `it is a link to '${real}', outside of what was named`;
  return environment.writeFile(path, bytes);
}

/** A file beside the paths that were named, reached through a link, is not written. */
async function leavesRoots(
  real: string,
  roots: readonly string[],
  environment: Environment,
): Promise<boolean> {
  for (const root of roots) {
    const folder = await environment.realPath(root);
    if (real === folder || real.startsWith(`${folder.replace(/\/+$/, '')}/`)) return false;
  }
  return true;
}

const hasMark = ([first, second, third]: Uint8Array): boolean =>
  first === 0xef && second === 0xbb && third === 0xbf;
