// What must hold for every domain on every host.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { readHostFile } from '../../server/src/host/readHostFile.ts';
import type { HostTopology } from '../../server/src/host/topology.ts';
import { hostMapOf, undrawable } from '../../server/src/map/hostMap.ts';
import { unreadableWhy } from '../../server/src/map/readable.ts';
import type { HostMap } from '../../server/src/map/model.ts';
import { predict } from '../../server/src/placement/predict.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { analyze } from '../../server/src/analysis/analyze.ts';
import { hostText } from '../host/hosts.ts';
import { readableExamples } from '../harness/examples.ts';
import { pagesIn } from '../harness/pages.ts';
import { ROOT } from '../harness/root.ts';
import { worldOf } from '../harness/world.ts';
import { groundOf, said } from './mapOf.ts';

const CAPTURES = ['virsh-capabilities.xml', 'numactl-H.txt', 'sysfs-concat.txt'];
const HOSTS: readonly HostTopology[] = readdirSync(join(ROOT, 'test/hosts'), {
  withFileTypes: true,
})
  .flatMap((entry): (HostTopology | undefined)[] =>
    entry.isFile()
      ? [worldOf(entry.name.replace(/\.\w+$/, '')).host]
      : readdirSync(join(ROOT, 'test/hosts', entry.name))
          .filter((name) => CAPTURES.includes(name))
          .map((name) => readHostFile(hostText(`${entry.name}/${name}`), name).topology),
  )
  .filter((host) => host !== undefined)
  .filter((host) => undrawable(host) === undefined);

const EXAMPLES = readableExamples([...pagesIn('docs/rules'), ...pagesIn('test/rules')])
  .filter(({ language }) => language === 'xml')
  .map(({ marked }) => marked.clean)
  .filter((text) => {
    return unreadableWhy(analyze(text, worldOf(), []), 0) === undefined;
  });

const MODES = ['strict', 'preferred', 'interleave', 'restrictive'] as const;
const NODESETS = ['0', '1', '0-1', '0,2', '2-3', '0-7,^1'];

describe('the host map of any guest on any host', function () {
  this.timeout(120_000);

  it('has guests and hosts to look at', () => {
    assert.ok(EXAMPLES.length > 500 && HOSTS.length > 20, `${EXAMPLES.length} ${HOSTS.length}`);
  });

  it('places all of the memory, names its plans apart, travels as JSON, and writes what it promises', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...EXAMPLES),
        fc.constantFrom(...HOSTS),
        fc.array(
          fc.record({ mode: fc.constantFrom(...MODES), nodeset: fc.constantFrom(...NODESETS) }),
          { maxLength: 3 },
        ),
        fc.array(fc.constantFrom(...EXAMPLES), { maxLength: 4 }),
        (text, host, whatIfs, beside) => {
          const others = Object.fromEntries(beside.map((one, i) => [`file:///vms/o${i}.xml`, one]));
          const ground = groundOf(text, host, { others, overhead: 2n ** 27n });
          const { map, edits, asked, isIncomplete } = hostMapOf(ground, whatIfs);
          check(map);
          assert.deepEqual(JSON.parse(JSON.stringify(map)), map);
          const { demand } = predict(ground.domain, host, { overhead: 2n ** 27n });
          for (const plan of map.plans) {
            const sum = [...plan.landing, ...plan.lack].reduce((all, { bytes }) => all + bytes, 0);
            assert.equal(sum, Number(demand), plan.key);
          }
          const keys = new Set(map.plans.map(({ key }) => key));
          for (const one of asked) assert.ok('problem' in one || keys.has(one.key));
          if (isIncomplete) return;
          for (const { key, edit, ...promised } of map.plans) {
            assert.equal(edits.has(key), edit !== undefined);
            if (edit === undefined) continue;
            const after = applyEdits(text, edits.get(key) ?? []);
            const now = hostMapOf(groundOf(after, host, { others, overhead: 2n ** 27n }), []).map;
            assert.equal(said(now.plans[0]!), said(promised), `${key}:\n${after}`);
            assert.deepEqual(
              [now.plans[0]?.mode, now.plans[0]?.nodes],
              [promised.mode, promised.nodes],
            );
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

const BITS = Array.from('<>&/"\'=^,- \n09x;');

describe('the host map of a damaged text', function () {
  this.timeout(60_000);

  it('is one of a guest, or there is none', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...EXAMPLES),
        fc.constantFrom(...HOSTS),
        fc.nat(),
        fc.constantFrom(...BITS, ''),
        (text, host, at, put) => {
          const offset = at % text.length;
          const damaged = text.slice(0, offset) + put + text.slice(offset + 1);
          if (unreadableWhy(analyze(damaged, worldOf(), []), 0) !== undefined) return;
          check(hostMapOf(groundOf(damaged, host), []).map);
        },
      ),
      { numRuns: 300 },
    );
  });
});

function check(map: HostMap): void {
  const { plans, nodes, pins, others } = map;
  const [written, ...rest] = plans;
  assert.ok(written?.isWritten === true && written.edit === undefined);
  assert.ok(rest.every(({ isWritten }) => !isWritten));
  assert.equal(new Set(plans.map(({ key }) => key)).size, plans.length);
  assert.equal(
    new Set(plans.map(({ mode, nodes, ...plan }) => [mode, nodes, said(plan)].join())).size,
    plans.length,
    'two plans are the same',
  );
  const ids = new Set(nodes.map(({ id }) => id));
  const cpus = new Set(
    nodes.flatMap(({ cores }) => cores?.flatMap(({ threads }) => threads) ?? []),
  );
  for (const { landing, lack, verdict, outcome } of plans) {
    for (const { node, bytes } of landing) assert.ok(ids.has(node) && bytes > 0);
    for (const { nodes, bytes } of lack) assert.ok(bytes > 0 && nodes.every((one) => ids.has(one)));
    assert.ok([verdict.title, verdict.text, outcome].every((one) => /^.+[.!?]$/s.test(one)));
    assert.ok(verdict.more >= 0);
  }
  for (const { cpus: its, ids, floats, role } of pins) {
    assert.ok(its.length > 0 && its.every((cpu) => cpus.has(cpu)));
    if (!floats) assert.ok(role === 'emulator' || ids.length === its.length);
  }
  for (const { reserve, total } of nodes) assert.ok(reserve >= 0 && reserve <= (total ?? 0));
  assert.equal(new Set(['A', ...others.map(({ letter }) => letter)]).size, others.length + 1);
  assert.ok(map.focus.cells.length > 0);
}
