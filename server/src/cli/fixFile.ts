import { fixAll, type Which } from '../analysis/fixAll.ts';
import type { World } from '../analysis/world.ts';
import { decodeText } from '../machine/decodeText.ts';
import type { FileReport } from '../report/fileReport.ts';
import type { FileContent } from './environment.ts';
import { rewritten, type Rewritten } from './rewrite.ts';

/** undefined when there is nothing to fix, or nothing that may be: no text in UTF-8, or one that was not read to its end. */
export function fixFile(
  { path, text, status }: FileReport,
  content: FileContent,
  world: World,
  which: Which,
): Rewritten | undefined {
  if (status !== 'linted' || 'error' in content || content.cut) return undefined;
  if (decodeText(content.bytes, false).problem !== undefined) return undefined;
  const fixed = fixAll(text, world, which);
  return fixed.text === text ? undefined : rewritten(path, text, fixed.text, content);
}
