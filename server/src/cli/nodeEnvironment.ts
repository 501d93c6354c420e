import {
  closeSync,
  fstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  statSync,
  type Dirent,
} from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { WriteStream } from 'node:tty';
import { runInTerminal, runProcess } from '../machine/runProcess.ts';
import { fileProblem } from '../machine/fileProblem.ts';
import { schemaFolders, schemaRelease } from '../machine/schemaFolders.ts';
import { XML_LIMITS } from '../xml/limits.ts';
import type { Environment, FileContent, FolderEntry } from './environment.ts';
import { replaceFile } from './replaceFile.ts';

/** So many bytes hold more text than is analysed, whatever its characters are. */
const LOOKED_AT = 3 * XML_LIMITS.length + 16;

/** The machine as Node shows it. `packageFolder` holds `docs/rules` and `dist`. */
export function nodeEnvironment(packageFolder: string, version: string): Environment {
  return {
    version,
    colour: takesColour(process.stdout),
    columns: process.stdout.isTTY ? process.stdout.columns : undefined,
    errorColumns: process.stderr.isTTY ? process.stderr.columns : undefined,
    unicode: takesUnicode(),
    readFile: (path) => Promise.resolve(readBytes(path)),
    readInput: () => Promise.resolve(readBytes(process.stdin.fd)),
    writeFile: (path, bytes) => Promise.resolve(replaceFile(path, bytes)),
    listFolder: (path) => {
      try {
        const entries = readdirSync(path, { withFileTypes: true });
        return Promise.resolve({ entries: entries.map(folderEntry) });
      } catch (error) {
        return Promise.resolve({ error: fileProblem(error) });
      }
    },
    kindOf: (path) => Promise.resolve(kindOf(path)),
    realPath: (path) => Promise.resolve(realPath(path)),
    schemaFolders: () => schemaFolders(packageFolder),
    schemaRelease,
    readPage: async (rule) => {
      try {
        return await readFile(join(packageFolder, 'docs/rules', `${rule}.md`), 'utf8');
      } catch {
        return undefined;
      }
    },
    runInTerminal,
    run: (program, args, signal) =>
      runProcess(program, args, { time: 30_000, output: 10_000_000, signal }),
    now: () => new Date().toISOString(),
    ask,
    variable: (name) => {
      const value = process.env[name];
      return value === '' ? undefined : value;
    },
    out: (text) => write(process.stdout, text),
    err: (text) => write(process.stderr, text),
  };
}

/** In one go and without the thread pool, which would take several times as long for the small files that domains are. */
function readBytes(path: string | number): FileContent {
  let file: number | undefined;
  try {
    file = typeof path === 'number' ? path : openSync(path, 'r');
    const { size } = fstatSync(file);
    const chunks: Buffer[] = [];
    let length = 0;
    // One more than it says: a read that gives no more has met the end.
    let ahead = size === 0 ? SMALL_READ : Math.min(size + 1, LOOKED_AT);
    while (length < LOOKED_AT) {
      const chunk = Buffer.allocUnsafe(ahead);
      const count = readSync(file, chunk);
      if (count === 0) return { bytes: Buffer.concat(chunks, length), cut: false };
      chunks.push(chunk.subarray(0, count));
      length += count;
      if (length === size && count < ahead)
        return { bytes: Buffer.concat(chunks, length), cut: false };
      ahead = SMALL_READ;
    }
    return { bytes: Buffer.concat(chunks, length), cut: true };
  } catch (error) {
    return { error: fileProblem(error) };
  } finally {
    if (file !== undefined && typeof path === 'string') closeSync(file);
  }
}

/** What is no regular file, such as a pipe, tells no size. */
const SMALL_READ = 4096;

function kindOf(path: string): 'file' | 'folder' | 'missing' {
  try {
    return statSync(path).isDirectory() ? 'folder' : 'file';
  } catch {
    return 'missing';
  }
}

function folderEntry(entry: Dirent): FolderEntry {
  const kind = entry.isFile()
    ? 'file'
    : entry.isDirectory()
      ? 'folder'
      : entry.isSymbolicLink()
        ? 'link'
        : 'other';
  return { name: entry.name, kind };
}

function realPath(path: string): string {
  try {
    return realpathSync.native(path).replaceAll('\\', '/');
  } catch {
    return path;
  }
}

/** A question needs a person: without a terminal there is no answer. */
async function ask(question: string): Promise<string | undefined> {
  if (!process.stdin.isTTY) return undefined;
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await new Promise<string | undefined>((done) => {
      reader.once('close', () => {
        done(undefined);
      });
      reader.question(question, done);
    });
  } finally {
    reader.close();
  }
}

function takesColour(stream: WriteStream): boolean {
  const { FORCE_COLOR: force = '', NO_COLOR: no = '', TERM: terminal } = process.env;
  if (force !== '') return force !== '0';
  return no === '' && stream.isTTY && terminal !== 'dumb';
}

/** As the locale says; without one, as terminals do today. */
function takesUnicode(): boolean {
  const { LC_ALL: all = '', LC_CTYPE: type = '', LANG: language = '' } = process.env;
  const locale = [all, type, language].find((one) => one !== '') ?? 'UTF-8';
  return /utf-?8/i.test(locale);
}

/** A reader that has gone (`| head`) wants no more: the program ends, without a word. A full disk is told, and ends it, too. */
function write(stream: WriteStream, text: string): Promise<void> {
  return new Promise((done) => {
    stream.write(text, (error) => {
      if (error === undefined || error === null) {
        done();
        return;
      }
      if (stream !== process.stderr && !('code' in error && error.code === 'EPIPE'))
        process.stderr.write(`libvirt-xml: the output cannot be written: ${fileProblem(error)}\n`);
      process.exit(2);
    });
  });
}
