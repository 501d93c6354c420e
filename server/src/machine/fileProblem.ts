/** Why a file or folder cannot be read, in words for people, without the path and the system call that Node names. */
export function fileProblem(error: unknown): string {
  const code = codeOf(error);
  return KNOWN[code] ?? (code === '' ? 'it cannot be read' : `it cannot be read (${code})`);
}

/** Whether there is nothing at all, rather than something that cannot be read. */
export function isMissing(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes(codeOf(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

const KNOWN: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is no folder',
  ELOOP: 'its symbolic links lead in a circle',
  ENXIO: 'it is a socket, or a device that is not there',
  EROFS: 'its file system is read-only',
  ENOSPC: 'no space is left',
  ENAMETOOLONG: 'its name is too long',
};
