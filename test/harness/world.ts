import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkHostFiles, type HostFile } from '../../server/src/analysis/hostFiles.ts';
import { createSchemas, type SchemaSet } from '../../server/src/analysis/schemas.ts';
import { EMPTY_WORLD, type World } from '../../server/src/analysis/world.ts';
import { ROOT } from './root.ts';

const HOSTS = join(ROOT, 'test/hosts');
const ENDINGS = ['json', 'txt', 'xml'];
const worlds = new Map<string, World>();

/**
 * The world with the host that `test/hosts/NAME.json`, `.txt` or `.xml` describes, all rules at their own severities. `a+b` merges
 * two files into one host; without a name there is no host. `schema`: with the schemas of `test/schemas/small`. @throws when there is no
 * such file or it describes no host
 */
export function worldOf(names?: string, schema = false): World {
  return schema ? { ...worldOf(names), schemas: smallSchemas().of } : hostWorld(names);
}

function hostWorld(names?: string): World {
  if (names === undefined) return EMPTY_WORLD;
  const known = worlds.get(names);
  if (known !== undefined) return known;
  const { host, findings } = checkHostFiles(hostFilesOf(names), new Map());
  const bad = findings.flat().find(({ severity }) => severity === 'error');
  if (bad !== undefined) throw new Error(`test host ${names}: ${bad.message}`);
  if (host === undefined) throw new Error(`test host ${names} describes no host`);
  const world: World = { host, rules: new Map() };
  worlds.set(names, world);
  return world;
}

/** The files that describe the host, called as in the folder `test/hosts`. */
export function hostFilesOf(names: string): readonly HostFile[] {
  return names.split('+').map((name) => {
    const file = ENDINGS.map((ending) => `${name}.${ending}`).find((one) =>
      existsSync(join(HOSTS, one)),
    );
    if (file === undefined) throw new Error(`no test/hosts/${name}.{${ENDINGS.join()}}`);
    return { name: file, text: readFileSync(join(HOSTS, file), 'utf8') };
  });
}

let small: SchemaSet | undefined;

/** The schemas of `test/schemas/small`. */
export function smallSchemas(): SchemaSet {
  const folder = join(ROOT, 'test/schemas/small');
  small ??= createSchemas({
    files: new Map(
      readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
    ),
    version: [11, 3, 0],
    isGuess: false,
  });
  return small;
}
