import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyze } from '../../server/src/analysis/analyze.ts';
import { createSchemas, SCHEMA_OF_ROOT } from '../../server/src/analysis/schemas.ts';
import { schemaFolders } from '../../server/src/machine/schemaFolders.ts';
import { expectedElements } from '../../server/src/relaxng/pattern/expected.ts';
import { ROOT } from '../harness/root.ts';

/** A schema in which the root has a name and a UUID, and no more. */
const schemaFor = (root: string): string => `<element name='${root}'
  xmlns='http://relaxng.org/ns/structure/1.0'><attribute name='name'/><element name='uuid'><text/></element></element>`;

describe("the schemas of libvirt's roots", () => {
  for (const [root, file] of SCHEMA_OF_ROOT)
    it(`a <${root}> is held against ${file}, and no other`, () => {
      const files = new Map([...SCHEMA_OF_ROOT].map(([name, of]) => [of, schemaFor(name)]));
      const { of } = createSchemas({ files, version: undefined, isGuess: false });
      const text = `<${root} name='x' nmae='y'><uuid>u</uuid></${root}>`;
      const { findings = [] } =
        analyze(text, { host: undefined, rules: new Map(), schemas: of }) ?? {};
      const [found] = findings.filter(({ rule }) => rule === 'schema/unknown-attribute');
      assert.equal(text.slice(found?.range.start, found?.range.end), 'nmae');
      assert.ok(found?.message.includes(file), found?.message);
    });

  it('begin with these roots, in an installed libvirt', function () {
    this.timeout(60_000);
    const [source] = schemaFolders(ROOT);
    if (source === undefined) {
      assert.notEqual(process.env['CI'], 'true', '.ci/run installs them');
      console.log("      skipped: libvirt's schemas are not installed (Debian: libvirt-common)");
      return this.skip();
    }
    const files = new Map(
      readdirSync(source.folder)
        .filter((name) => name.endsWith('.rng'))
        .map((name) => [name, readFileSync(join(source.folder, name), 'utf8')]),
    );
    const { of, problems } = createSchemas({ ...source, files });
    const roots = [...SCHEMA_OF_ROOT.keys()];
    const other = roots.filter((root) => {
      const { names } = expectedElements(of(root)?.grammar.start ?? assert.fail(root));
      return !names.some(({ ns, local }) => ns === '' && local === root);
    });
    assert.deepEqual(other, []);
    assert.deepEqual(problems(), []);
  });
});
