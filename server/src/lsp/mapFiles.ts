import { hostFileName } from '../analysis/hostFiles.ts';
import { FORMAT_NAMES } from '../host/hostFile.ts';
import { readHostFile } from '../host/readHostFile.ts';
import type { MapHostFile } from '../map/ground.ts';
import type { HostFileState } from './hosts.ts';
import { decoded } from './projects.ts';

/** The files of a host as a map names them. Each is looked at once. */
export function hostFilesOf(
  files: readonly HostFileState[],
  folder: string | undefined,
): readonly MapHostFile[] {
  return files.map(({ uri, text }) => {
    const root = folder === undefined || folder.endsWith('/') ? folder : `${folder}/`;
    const isInside = root !== undefined && uri.startsWith(root);
    const path = decoded(isInside ? uri.slice(root.length) : hostFileName(uri));
    return { uri, text, words: `${path} (${formatsOf(uri, text)})` };
  });
}

const known = new Map<string, { readonly text: string; readonly words: string }>();
const KNOWN_LIMIT = 100;

function formatsOf(uri: string, text: string): string {
  const before = known.get(uri);
  if (before?.text === text) return before.words;
  const { formats } = readHostFile(text, hostFileName(uri));
  const words = [...new Set(formats.map((format) => FORMAT_NAMES[format]))].join(', ');
  if (known.size >= KNOWN_LIMIT) known.clear();
  known.set(uri, { text, words: words === '' ? 'not recognised' : words });
  return known.get(uri)?.words ?? words;
}

const MONTH = 30 * 24 * 60 * 60 * 1000;

/** Whether figures were taken more than 30 days ago. @param capturedAt as a host file states it: may be anything */
export function isOldCapture(capturedAt: string | undefined, now: string): boolean {
  if (capturedAt === undefined) return false;
  return Date.parse(now) - Date.parse(capturedAt) > MONTH;
}
