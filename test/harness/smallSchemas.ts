import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root.ts';

/** The files of `test/schemas/small`, by name, each under a folder. */
export function smallSchemaFiles(folder: string): Readonly<Record<string, string>> {
  const from = join(ROOT, 'test/schemas/small');
  return Object.fromEntries(
    readdirSync(from).map((name) => [`${folder}/${name}`, readFileSync(join(from, name), 'utf8')]),
  );
}
