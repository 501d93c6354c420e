import { createTwoFilesPatch } from 'diff';
import { fixAll, type Which } from '../analysis/fixAll.ts';
import type { World } from '../analysis/world.ts';
import { decodeText } from '../machine/decodeText.ts';
import type { FileReport } from '../report/fileReport.ts';
import { visible } from '../report/visible.ts';
import type { Environment, FileContent } from './environment.ts';

/** A file's content with its fixes applied. */
export interface FixedFile {
  /** In the encoding, with the byte order mark and the line ends of the file. */
  readonly bytes: Uint8Array;
  /** As `diff -u` prints it; what could act on a terminal is written out. */
  readonly diff: string;
}

/** undefined when there is nothing to fix, or nothing that may be: no text in UTF-8, or one that was not read to its end. */
export function fixFile(
  { path, text, status }: FileReport,
  content: FileContent,
  world: World,
  which: Which,
): FixedFile | undefined {
  if (status !== 'linted' || 'error' in content || content.cut) return undefined;
  if (decodeText(content.bytes, false).problem !== undefined) return undefined;
  const fixed = fixAll(text, world, which);
  if (fixed.text === text) return undefined;
  const label = path.replace(/^\/+/, '');
  const mark = hasMark(content.bytes) ? '\uFEFF' : '';
  const lines = createTwoFilesPatch(`a/${label}`, `b/${label}`, text, fixed.text, '', '', {
    context: 3,
  })
    .split('\n')
    .filter((line, index) => index > 0 || !line.startsWith('='));
  return {
    bytes: new TextEncoder().encode(mark + fixed.text),
    diff: lines.map((line) => visible(line.replaceAll('\t', '    ').replace(/\r$/, ''))).join('\n'),
  };
}

/** A file beside the paths that were named, reached through a link, is not written. */
export async function leavesRoots(
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
