import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyze } from '../../server/src/analysis/analyze.ts';
import { createSchemas } from '../../server/src/analysis/schemas.ts';
import type { World } from '../../server/src/analysis/world.ts';
import { completeAt } from '../../server/src/features/completion.ts';
import { schemaFolders } from '../../server/src/machine/schemaFolders.ts';
import { validate } from '../../server/src/relaxng/validate.ts';
import { parseXml } from '../../server/src/xml/parseXml.ts';
import { guest } from './documents.ts';

export interface SchemaFigures {
  readonly title: string;
  readonly rows: readonly (readonly string[])[];
}

/**
 * What libvirt's schema costs, with the schemas of an installed libvirt and beside `xmllint --relaxng` where that is installed; undefined
 * without schemas. `folder` takes the documents for xmllint.
 */
export function schemaFigures(
  root: string,
  folder: string,
  world: World,
  microseconds: (runs: number, work: () => unknown) => number,
): SchemaFigures | undefined {
  const [source] = schemaFolders(root);
  if (source === undefined) return undefined;
  const names = readdirSync(source.folder).filter((name) => name.endsWith('.rng'));
  const files = new Map(
    names.map((name) => [name, readFileSync(join(source.folder, name), 'utf8')]),
  );
  const read = () => createSchemas({ ...source, files });
  const before = process.memoryUsage().heapUsed;
  const schemas = read();
  const steps = lengths(schemas.reading('domain'));
  const schema = schemas.of('domain');
  if (schema === undefined) throw new Error(`${source.folder} holds no schema that can be used`);
  const heap = (process.memoryUsage().heapUsed - before) / 2 ** 20;
  const warm = microseconds(3, () => read().of('domain')) / 1000;
  const xmllint = createXmllint(join(source.folder, 'domain.rng'), folder);
  const rows = [
    [
      ...['document', 'first validate', 'validate', 'parse + validate', 'xmllint, the same'],
      ...['analyze', 'analyze with schema', 'completion, worst place'],
    ],
    ...(
      [
        ['100 lines', 4, 300],
        ['30 kB', 38, 60],
        ['1 MB', 1340, 3],
      ] as const
    ).map(([name, disks, runs]) => {
      const text = guest(1, disks);
      const { documentElement } = parseXml(text).document;
      if (documentElement === null) throw new Error('the generated guest has no root');
      const held: World = { ...world, schemas: schemas.of };
      const fresh = read().of('domain');
      const began = performance.now();
      if (fresh !== undefined) validate(fresh.grammar, documentElement);
      const first = (performance.now() - began) * 1000;
      const whole = microseconds(runs, () => {
        const root = parseXml(text).document.documentElement;
        if (root !== null) validate(schema.grammar, root);
      });
      const theirs = xmllint?.document(text, runs);
      const cells = [
        first,
        microseconds(runs, () => validate(schema.grammar, documentElement)),
        whole,
      ];
      return [
        `${name} (${text.split('\n').length} lines)`,
        ...cells.map((each) => each.toFixed(0)),
        theirs === undefined ? '' : `${theirs.toFixed(0)} (× ${(theirs / whole).toFixed(1)})`,
        microseconds(runs, () => analyze(text, world)).toFixed(0),
        microseconds(runs, () => analyze(text, held)).toFixed(0),
        worstCompletion(text, held, runs, microseconds).toFixed(0),
      ];
    }),
  ];
  const total = steps.reduce((sum, each) => sum + each, 0);
  const theirs = xmllint === undefined ? '' : `, xmllint in ${xmllint.load().toFixed(0)} ms`;
  const title = `${schema.name}: read in ${total.toFixed(0)} ms at first (${steps.length} steps, the longest ${Math.max(...steps).toFixed(1)} ms), ${warm.toFixed(0)} ms warm${theirs}; ${heap.toFixed(0)} MiB with garbage; microseconds a document`;
  return { title, rows };
}

/** How long each step takes, in milliseconds. */
function lengths(steps: Iterator<void, void>): number[] {
  const found: number[] = [];
  for (let isDone = false; !isDone;) {
    const began = performance.now();
    isDone = steps.next().done === true;
    found.push(performance.now() - began);
  }
  return found;
}

/** Places of all kinds: between elements, on a name, in a tag, in a value and a text. */
function worstCompletion(
  text: string,
  world: World,
  runs: number,
  microseconds: (runs: number, work: () => unknown) => number,
): number {
  const analysis = analyze(text, world);
  if (analysis === undefined) throw new Error('the generated guest is no domain');
  const places = ['<devices>', '<dis', "<driver name='", "<target dev='vda0'", '<os>', '<uuid>'];
  const last = text.lastIndexOf('<disk ') - 1;
  const offsets = [...places.map((place) => text.indexOf(place) + place.length), last];
  return Math.max(
    ...offsets.map((offset) => microseconds(runs, () => completeAt(analysis, offset))),
  );
}

/** Runs of xmllint by one schema; undefined where it is not installed. */
function createXmllint(
  schema: string,
  folder: string,
):
  | {
      /** Milliseconds for reading the schema. */
      readonly load: () => number;
      /** Microseconds for one document more. */
      readonly document: (text: string, count: number) => number;
    }
  | undefined {
  if (spawnSync('xmllint', ['--version']).error !== undefined) return undefined;
  const run = (args: readonly string[]): number => {
    const times = Array.from({ length: 5 }, () => {
      const began = performance.now();
      const { status } = spawnSync('xmllint', ['--noout', ...args], { stdio: 'ignore' });
      if (status !== 0) throw new Error('xmllint failed');
      return performance.now() - began;
    });
    return Math.min(...times);
  };
  const inFolder = (name: string, texts: readonly string[]): string[] => {
    const at = join(folder, `xmllint-${name}`);
    mkdirSync(at, { recursive: true });
    return texts.map((text, index) => {
      const path = join(at, `${index}.xml`);
      writeFileSync(path, text);
      return path;
    });
  };
  return {
    load: () => {
      const paths = inFolder('small', [guest(1, 0)]);
      return run(['--relaxng', schema, ...paths]) - run(paths);
    },
    document: (text, count) => {
      const paths = inFolder(
        String(text.length),
        Array.from({ length: count + 1 }, () => text),
      );
      const more = run(['--relaxng', schema, ...paths]);
      const one = run(['--relaxng', schema, ...paths.slice(0, 1)]);
      return ((more - one) / count) * 1000;
    },
  };
}
