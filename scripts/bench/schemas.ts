import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyze } from '../../server/src/analysis/analyze.ts';
import { createSchemas } from '../../server/src/analysis/schemas.ts';
import type { World } from '../../server/src/analysis/world.ts';
import { schemaFolders } from '../../server/src/machine/schemaFolders.ts';
import { validate } from '../../server/src/relaxng/validate.ts';
import { parseXml } from '../../server/src/xml/parseXml.ts';
import { guest } from './documents.ts';

export interface SchemaFigures {
  readonly title: string;
  readonly rows: readonly (readonly string[])[];
}

/** What libvirt's schema costs, with the schemas of an installed libvirt; undefined without one. */
export function schemaFigures(
  root: string,
  world: World,
  microseconds: (runs: number, work: () => unknown) => number,
): SchemaFigures | undefined {
  const [source] = schemaFolders(root);
  if (source === undefined) return undefined;
  const names = readdirSync(source.folder).filter((name) => name.endsWith('.rng'));
  const files = new Map(
    names.map((name) => [name, readFileSync(join(source.folder, name), 'utf8')]),
  );
  const before = process.memoryUsage().heapUsed;
  const began = performance.now();
  const schemas = createSchemas({ ...source, files });
  const schema = schemas.of('domain');
  const cold = performance.now() - began;
  if (schema === undefined) throw new Error(`${source.folder} holds no schema that can be used`);
  const heap = (process.memoryUsage().heapUsed - before) / 2 ** 20;
  const warm = microseconds(3, () => createSchemas({ ...source, files }).of('domain')) / 1000;
  const rows = [
    ['document', 'validate', 'analyze', 'analyze with schema'],
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
      return [
        `${name} (${text.split('\n').length} lines)`,
        microseconds(runs, () => validate(schema.grammar, documentElement)).toFixed(0),
        microseconds(runs, () => analyze(text, world)).toFixed(0),
        microseconds(runs, () => analyze(text, held)).toFixed(0),
      ];
    }),
  ];
  const title = `${schema.name}: read in ${cold.toFixed(0)} ms at first, ${warm.toFixed(0)} ms warm, ${heap.toFixed(0)} MiB with garbage; microseconds a document`;
  return { title, rows };
}
