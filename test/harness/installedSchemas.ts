import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from 'mocha';
import { createSchemas, type SchemaSet } from '../../server/src/analysis/schemas.ts';
import { schemaFolders } from '../../server/src/machine/schemaFolders.ts';
import { ROOT } from './root.ts';

let installed: SchemaSet | undefined;

/** The schemas of an installed libvirt; without one the test is skipped, but with `CI=true` fails. */
export function installedSchemas(context: Context): SchemaSet {
  if (installed !== undefined) return installed;
  const [source] = schemaFolders(ROOT);
  if (source === undefined) {
    assert.notEqual(process.env['CI'], 'true', '.ci/run installs them');
    console.log(
      "      skipped: libvirt's schemas are not installed (Debian: libvirt0 or libvirt-common)",
    );
    return context.skip();
  }
  const files = new Map(
    readdirSync(source.folder)
      .filter((name) => name.endsWith('.rng'))
      .map((name) => [name, readFileSync(join(source.folder, name), 'utf8')]),
  );
  return (installed = createSchemas({ ...source, files }));
}
