import { posix, win32 } from 'node:path';
import { URI } from 'vscode-uri';

/** How a machine names its files. */
export interface NamingManner {
  /** Drives, and folders that are also separated by `\`. */
  readonly isWindows: boolean;
  /** `Host.json` and `host.json` are one file. */
  readonly ignoresCase: boolean;
  /** The user's folder. */
  readonly home: string;
}

/**
 * The URI of a path as people write it in settings: absolute, or relative to the folder of a URI; `~` is the user's folder. In a
 * relative path `\` separates folders on every system, since settings are shared. undefined for a relative one without folder.
 */
export function uriOfPath(
  path: string,
  folder: string | undefined,
  { isWindows, home }: NamingManner,
): string | undefined {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(path)) return parseUri(path)?.toString() ?? path;
  const style = isWindows ? win32 : posix;
  const written = /^~(?=$|[\\/])/.test(path) ? style.join(home, slashed(path.slice(1))) : path;
  const base = folder === undefined ? undefined : parseUri(folder);
  // On Windows `\hosts` lies on the drive of the folder, if there is one.
  const isWhole = isWindows
    ? /^(?:[a-z]:[\\/]|[\\/]{2})/i.test(written)
    : posix.isAbsolute(written);
  if (isWhole) return fileUri(style.normalize(written));
  if (base === undefined) return style.isAbsolute(written) ? fileUri(written) : undefined;
  if (base.scheme === 'file')
    return fileUri(style.resolve(filePath(base, isWindows), slashed(written)));
  return base.with({ path: posix.join('/', base.path, slashed(written)) }).toString();
}

/** The same for every URI of one file, however a client writes it: to compare, not to show. */
export function keyOfUri(uri: string, { ignoresCase }: NamingManner): string {
  // Encodes what need not be, and writes the drive's letter small.
  const key = parseUri(uri)?.toString() ?? uri;
  return ignoresCase && key.startsWith('file:') ? key.toLowerCase() : key;
}

/**
 * The path of a URI as clients match their globs against it: `c:/hosts`, `//server/hosts`, `/hosts`. Of another scheme, the path alone.
 */
export function globPathOf(uri: URI): string {
  if (uri.scheme !== 'file') return uri.path;
  const whole = uri.authority === '' ? uri.path : `//${uri.authority}${uri.path}`;
  const [, drive, rest] = /^\/([a-z]):(.*)$/is.exec(whole) ?? [];
  return drive === undefined ? whole : `${drive.toLowerCase()}:${rest ?? ''}`;
}

/** undefined for a text that is none: `file:////server`. */
export function parseUri(text: string): URI | undefined {
  try {
    return URI.parse(text);
  } catch {
    return undefined;
  }
}

function filePath(uri: URI, isWindows: boolean): string {
  const path = globPathOf(uri);
  return isWindows ? win32.normalize(path) : path;
}

function fileUri(path: string): string {
  return URI.file(/^(?:[a-z]:|\\\\)/i.test(path) ? slashed(path) : path).toString();
}

function slashed(path: string): string {
  return path.replaceAll('\\', '/');
}
