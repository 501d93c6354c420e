import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { analyze } from '../../server/src/analysis/analyze.ts';
import { demandOf } from '../../server/src/domain/demand.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { worldOf } from '../harness/world.ts';

const RULES: ReadonlySet<string> = new Set([
  'cells/nodes-unseen',
  'cells/untied',
  'cells/partly-bound',
]);
const HOSTS = [
  'two-nodes',
  'ring',
  'reserve',
  'divided',
  'free-pages',
  'c-three-unequal-deb13/virsh-capabilities',
  'd-four-memoryless-deb13/virsh-capabilities',
  'e-cpuless-memory-deb13/virsh-capabilities',
  'f-hugepages-smt-deb13/virsh-capabilities',
];

const size = fc.oneof(
  fc.integer({ min: 1, max: 40 }).map((gib) => gib * 1024),
  fc.integer({ min: 64, max: 4000 }),
);
const set = fc.constantFrom('0', '1', '0-1', '0-2', '0-1,3', '1-2', '0-3', '2', '3');
const cpus = fc.constantFrom('0', '1', '2', '3', '4-7', '0-3', '0-7', '8-11', '12');
const mode = fc.constantFrom('strict', 'strict', 'restrictive', 'preferred', 'interleave');

const guest = fc
  .record({
    host: fc.constantFrom(...HOSTS),
    mib: size,
    vcpus: fc.integer({ min: 1, max: 12 }),
    threads: fc.constantFrom(0, 1, 2, 3),
    cpuset: fc.option(cpus, { nil: undefined }),
    pins: fc.oneof(fc.constant([]), fc.array(cpus, { maxLength: 12 })),
    memory: fc.option(fc.tuple(mode, set), { nil: undefined, freq: 2 }),
    cells: fc.constantFrom(0, 0, 0, 2, 3, 5),
    memnodes: fc.oneof(fc.constant([]), fc.array(fc.tuple(mode, set), { maxLength: 2 })),
    backing: fc.constantFrom(
      '',
      '<memoryBacking><hugepages/></memoryBacking>',
      "<memoryBacking><hugepages><page size='2' unit='MiB'/></hugepages></memoryBacking>",
      "<memoryBacking><source type='file'/><access mode='shared'/></memoryBacking>",
      "<memoryBacking><source type='memfd'/><allocation mode='immediate'/></memoryBacking>",
    ),
    cpu: fc.constantFrom('', "<cpu mode='host-passthrough'/>"),
  })
  .map(({ host, mib, vcpus, threads, cpuset, pins, memory, cells, memnodes, backing, cpu }) => {
    const isThreaded = threads > 0 && vcpus % threads === 0;
    const topology = isThreaded
      ? `<topology sockets='1' cores='${vcpus / threads}' threads='${threads}'/>`
      : '';
    const each = Math.floor(mib / Math.max(cells, 1));
    const numa = Array.from({ length: cells }, (_, id) => {
      const first = Math.floor((id * vcpus) / cells);
      const last = Math.floor(((id + 1) * vcpus) / cells) - 1;
      const own = last < first ? '' : ` cpus='${first}-${last}'`;
      return `<cell id='${id}'${own} memory='${each}' unit='MiB'/>`;
    }).join('');
    const inside = topology + (numa === '' ? '' : `<numa>${numa}</numa>`);
    const tuned = [
      ...(memory === undefined ? [] : [`<memory mode='${memory[0]}' nodeset='${memory[1]}'/>`]),
      ...memnodes
        .slice(0, cells)
        .map(([how, nodes], id) => `<memnode cellid='${id}' mode='${how}' nodeset='${nodes}'/>`),
    ].join('');
    const pinned = pins
      .slice(0, vcpus)
      .map((pin, id) => `<vcpupin vcpu='${id}' cpuset='${pin}'/>`)
      .join('');
    const total = cells === 0 ? mib : each * cells;
    const text = [
      "<domain type='kvm'>",
      '  <name>guest</name>',
      `  <memory unit='MiB'>${total}</memory>`,
      `  ${backing}`,
      `  <vcpu${cpuset === undefined ? '' : ` cpuset='${cpuset}'`}>${vcpus}</vcpu>`,
      pinned === '' ? '' : `  <cputune>${pinned}</cputune>`,
      tuned === '' ? '' : `  <numatune>${tuned}</numatune>`,
      inside === '' ? `  ${cpu}` : `  <cpu>${inside}</cpu>`,
      '</domain>',
      '',
    ].join('\n');
    return { host, text };
  });

describe('fixes that write cells and <memnode>s', () => {
  it('leave nothing to find that was not found before, and divide all of the memory and the vCPUs', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(guest, ({ host, text }) => {
        const world = worldOf(host);
        const before = analyze(text, world);
        assert.ok(before !== undefined);
        const known = new Set(before.findings.map(({ rule }) => rule));
        for (const { rule, fixes } of before.findings.filter((one) => RULES.has(one.rule)))
          for (const fix of fixes) {
            if (!/^(Divide|Bind)/.test(fix.title)) continue;
            seen.set(rule, (seen.get(rule) ?? 0) + 1);
            const fixed = applyEdits(text, fix.edits);
            const after = analyze(fixed, world);
            assert.ok(after !== undefined);
            const told = after.findings.filter((one) => !known.has(one.rule) || one.rule === rule);
            assert.deepEqual(
              told.map((one) => `${one.rule}: ${one.message}`),
              [],
              `${fix.title} on ${host}\n${fixed}`,
            );
            const [domain] = after.domains;
            assert.ok(domain !== undefined);
            const sum = domain.cells.reduce(
              (all, cell) => all + (demandOf(domain, cell) ?? 0n),
              0n,
            );
            assert.equal(sum, domain.memory?.bytes, fixed);
            if (!fix.title.startsWith('Divide')) continue;
            const vcpus = domain.cells.flatMap(({ cpus: own }) => own?.value?.values ?? []);
            const count = domain.vcpu?.content?.value ?? 1;
            assert.deepEqual(
              vcpus.sort((a, b) => a - b),
              Array.from({ length: count }, (_, id) => id),
              fixed,
            );
          }
      }),
      { numRuns: 2000 },
    );
    for (const rule of RULES)
      assert.ok((seen.get(rule) ?? 0) > 2, `${rule}: ${seen.get(rule) ?? 0}`);
  });
});
