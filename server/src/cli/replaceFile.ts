import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  type Stats,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileProblem } from '../machine/fileProblem.ts';

/**
 * Writes into a new file beside the old, which then takes its place, with its owner, group and permissions. A link stays one: what
 * it leads to is replaced. What may not be written is not replaced either, and neither is a pipe or a device. Returns why it cannot
 * be done.
 */
export function replaceFile(path: string, bytes: Uint8Array): string | undefined {
  let temporary: string | undefined;
  try {
    const old = statSync(path, { throwIfNoEntry: false });
    if (old?.isDirectory() === true) return 'it is a folder';
    if (old?.isFile() === false) return 'it is no regular file';
    if (old !== undefined) accessSync(path, constants.W_OK);
    const target = old === undefined ? path : realpathSync.native(path);
    const name = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
    const file = openSync(name, 'wx', old === undefined ? 0o666 : 0o600);
    temporary = name;
    try {
      if (old !== undefined && !takesAfter(file, old)) return 'its owner and group cannot be kept';
      writeFileSync(file, bytes);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(name, target);
    temporary = undefined;
    return undefined;
  } catch (error) {
    return fileProblem(error);
  } finally {
    if (temporary !== undefined) rmSync(temporary, { force: true });
  }
}

function takesAfter(file: number, { uid, gid, mode }: Stats): boolean {
  const own = fstatSync(file);
  if (own.uid !== uid || own.gid !== gid)
    try {
      fchownSync(file, uid, gid);
    } catch {
      return false;
    }
  fchmodSync(file, mode & 0o7777);
  return true;
}
