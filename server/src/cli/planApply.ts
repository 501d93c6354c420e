import { counted } from '../report/counted.ts';
import { visible } from '../report/visible.ts';
import { applyEdits, type TextEdit } from '../text/edit.ts';
import type { Environment, FileContent } from './environment.ts';
import type { PlanCommand } from './planCommand.ts';
import type { PlanFile } from './planGuests.ts';
import type { SuggestedEdits } from './planSuggest.ts';
import { rewritten, writeBack, type Rewritten } from './rewrite.ts';

/** written: the files say what was suggested; left: nobody wanted that; failed: some file could not be written. */
export type Applied = 'written' | 'left' | 'failed';

/**
 * Shows what the suggestions change in the files, asks, and writes it. Without a terminal to ask on nothing is written, unless the
 * command says so.
 */
export async function applySuggestions(
  all: readonly SuggestedEdits['edits'][number][],
  command: PlanCommand,
  environment: Environment,
): Promise<Applied> {
  const changes = changesOf(all);
  if (changes.length === 0) return 'written';
  for (const { change } of changes) await environment.out(`\n${change.diff}`);
  const files = counted(changes.length, 'file');
  if (command.suggest !== 'apply-unasked') {
    const answer = await environment.ask(`Write ${files}? (y/N) `);
    if (answer === undefined) {
      await note(environment, 'nothing is written: nobody can be asked; --yes writes unasked');
      return 'failed';
    }
    if (!/^\s*y(es)?\s*$/i.test(answer)) {
      await note(environment, 'nothing is written');
      return 'left';
    }
  }
  let done = 0;
  for (const { file, change } of changes) {
    const error = await write(file, change, command, environment);
    if (error === undefined) done++;
    else await note(environment, `'${file.path}' is not written: ${error}`);
  }
  if (done > 0) await note(environment, `${counted(done, 'file')} written`);
  return done === changes.length ? 'written' : 'failed';
}

interface FileChange {
  readonly file: PlanFile;
  readonly change: Rewritten;
}

/** Several guests may stand in one file. */
function changesOf(all: readonly SuggestedEdits['edits'][number][]): readonly FileChange[] {
  const byFile = new Map<PlanFile, readonly TextEdit[]>();
  for (const { file, edits } of all) byFile.set(file, [...(byFile.get(file) ?? []), ...edits]);
  return [...byFile].flatMap(([file, edits]) => {
    const { path, text, content } = file;
    const after = applyEdits(text, edits);
    if ('error' in content || content.cut || after === text) return [];
    return [{ file, change: rewritten(path, text, after, content) }];
  });
}

async function write(
  file: PlanFile,
  { bytes }: Rewritten,
  { paths }: PlanCommand,
  environment: Environment,
): Promise<string | undefined> {
  const now = await environment.readFile(file.path);
  return sameBytes(now, file.content)
    ? writeBack(file, bytes, paths, environment)
    : 'it has changed meanwhile';
}

function sameBytes(a: FileContent, b: FileContent): boolean {
  if ('error' in a || 'error' in b) return false;
  return a.bytes.length === b.bytes.length && a.bytes.every((byte, at) => byte === b.bytes[at]);
}

function note({ err }: Environment, text: string): Promise<void> {
  return err(`libvirt-xml: ${visible(text)}\n`);
}
