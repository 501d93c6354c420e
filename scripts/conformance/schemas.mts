// Our verdicts beside xmllint's, on every document of libvirt's tests, with the schemas of the same source tree.
import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyze } from '../../server/src/analysis/analyze.ts';
import { createSchemas, SCHEMA_OF_ROOT } from '../../server/src/analysis/schemas.ts';
import type { World } from '../../server/src/analysis/world.ts';
import { rootName } from '../../server/src/xml/rootName.ts';

/** Prints each disagreement and gives their number. @param tests the `tests` folder of a libvirt source tree */
export function compareSchemas(tests: string): number {
  const folder = join(tests, '../src/conf/schemas');
  if (!existsSync(join(folder, 'domain.rng'))) {
    console.log(`no schemas in ${folder}: not compared`);
    return 0;
  }
  if (spawnSync('xmllint', ['--version']).error !== undefined) {
    console.log('xmllint is not installed: schemas are not compared');
    return 0;
  }
  const schemas = createSchemas({
    files: new Map(
      readdirSync(folder)
        .filter((name) => name.endsWith('.rng'))
        .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
    ),
    version: undefined,
    isGuess: false,
  });
  const world: World = { host: undefined, rules: new Map(), schemas: schemas.of };
  let disagreements = 0;
  for (const [root, paths] of documentsIn(tests)) {
    const theirs = xmllint(join(folder, SCHEMA_OF_ROOT.get(root) ?? ''), paths);
    const differing = paths.flatMap((path) => disagreement(path, theirs.get(path), world) ?? []);
    console.log(`${root}: ${paths.length} documents, ${differing.length} judged otherwise`);
    for (const line of differing) console.log(`  ${line}`);
    disagreements += differing.length;
  }
  return disagreements;
}

/** The documents that have a schema, by their roots. */
function documentsIn(tests: string): ReadonlyMap<string, readonly string[]> {
  const byRoot = new Map<string, string[]>();
  for (const path of filesBelow(tests)) {
    const root = rootName(readFileSync(path, 'utf8')) ?? '';
    if (SCHEMA_OF_ROOT.has(root)) byRoot.set(root, [...(byRoot.get(root) ?? []), path]);
  }
  return byRoot;
}

/** Links are left aside: some of libvirt's copies of /sys lead in circles. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    const about = lstatSync(path);
    if (about.isDirectory()) return filesBelow(path);
    return about.isFile() && name.endsWith('.xml') ? path : [];
  });
}

function xmllint(schema: string, paths: readonly string[]): ReadonlyMap<string, boolean> {
  const ran = spawnSync('xmllint', ['--noout', '--relaxng', schema, ...paths], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const verdicts = new Map<string, boolean>();
  for (const [, path = '', verdict] of ran.stderr.matchAll(
    /^(.*) (validates|fails to validate)$/gm,
  ))
    verdicts.set(path, verdict === 'validates');
  return verdicts;
}

/** In one line; undefined where both say the same, or one cannot read the document. */
function disagreement(
  path: string,
  isValid: boolean | undefined,
  world: World,
): string | undefined {
  if (isValid === undefined) return undefined;
  const analysis = analyze(readFileSync(path, 'utf8'), world);
  const found = analysis?.findings ?? [];
  const ours = found.find(({ rule }) => rule.startsWith('schema/'));
  if (isValid) return ours && `${path}: xmllint accepts; we: ${ours.message}`;
  if (ours !== undefined) return undefined;
  if (analysis?.schema === undefined)
    return KNOWN_OTHERS.test(path)
      ? undefined
      : `${path}: xmllint refuses; we take it for no document of libvirt's`;
  // Where a rule speaks of a place, the schema does not.
  if (found.some(({ severity }) => severity === 'error' || severity === 'warning'))
    return undefined;
  return `${path}: xmllint refuses, we do not`;
}

/** Parts of guests and networks, as attach-device and net-update take them: their root is that of an interface of the host. */
const KNOWN_OTHERS = /interface-(?:eth\d+|vdpa)\.xml$/;
