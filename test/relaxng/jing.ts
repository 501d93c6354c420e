import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The line of the first error that jing finds in each document, 0 where there is none. @param schema its path */
export function jingLines(schema: string, documents: readonly string[]): readonly number[] {
  return inFolder((folder) => {
    const paths = documents.map((text, index) => {
      const path = join(folder, `${index}.xml`);
      writeFileSync(path, text);
      return path;
    });
    const lines = new Map<string, number>();
    // -i: whether an ID is there twice is no matter of the schema's.
    const { stdout } = spawnSync('jing', ['-i', schema, ...paths], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    for (const [, path = '', line] of stdout.matchAll(/^(.*?):(\d+):\d+: (?:fatal|error)/gm))
      if (!lines.has(path)) lines.set(path, Number(line));
    if (lines.has(schema) || (stdout !== '' && lines.size === 0)) throw new Error(stdout);
    return paths.map((path) => lines.get(path) ?? 0);
  });
}

/** The same with a schema given as texts by file name, of which `main.rng` is the first. */
export function jingLinesBy(
  schema: Readonly<Record<string, string>>,
  documents: readonly string[],
): readonly number[] {
  return inFolder((folder) => {
    for (const [name, text] of Object.entries(schema)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return jingLines(join(folder, 'main.rng'), documents);
  });
}

function inFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'libvirt-xml-jing-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
