import assert from 'node:assert/strict';
import fc from 'fast-check';
import { analyze, type Analysis } from '../../server/src/analysis/analyze.ts';
import { claimFile } from '../../server/src/analysis/claimFile.ts';
import { fleetTold, withFleet, type FleetView } from '../../server/src/analysis/fleetFindings.ts';
import { createFleet } from '../../server/src/fleet/fleet.ts';
import { bytes, cpuId, nodeId, type HostTopology } from '../../server/src/host/topology.ts';
import { fitsAll, planTogether } from '../../server/src/placement/plan.ts';
import { suggest, type Suggestion } from '../../server/src/placement/suggest.ts';
import { applyEdits } from '../../server/src/text/edit.ts';

const GIB = 1024n ** 3n;
const MIB = 1024n ** 2n;

/** A node with so many GiB, so many 2 MiB pages, and so many CPUs. */
const nodes = fc.record({
  size: fc.integer({ min: 0, max: 12 }),
  pages: fc.constantFrom(0, 0, 512, 1024),
  cpus: fc.constantFrom(2, 2, 2, 0),
  reserve: fc.constantFrom(0n, 0n, 1n),
});

const hosts = fc
  .tuple(
    fc.array(nodes, { minLength: 1, maxLength: 5 }),
    fc.array(fc.integer({ min: 11, max: 40 }), { minLength: 25, maxLength: 25 }),
  )
  .map(([all, distances]): HostTopology => {
    let next = 0;
    return {
      name: 'some',
      cpus: new Map(),
      distances: new Map(
        all.map((_, a) => [
          nodeId(a),
          new Map(all.map((__, b) => [nodeId(b), a === b ? 10 : (distances[a * 5 + b] ?? 20)])),
        ]),
      ),
      nodes: new Map(
        all.map(({ size, pages, cpus, reserve }, id) => {
          const pool = size === 0 ? 0 : pages;
          const total = BigInt(size) * GIB + BigInt(pool) * 2n * MIB;
          const own = Array.from({ length: id === 0 ? 2 : cpus }, () => cpuId(next++));
          return [
            nodeId(id),
            {
              ...{ id: nodeId(id), total: bytes(total), cpus: own },
              ...(size > 0 && reserve > 0n ? { reserve: bytes(reserve * GIB) } : {}),
              pools: new Map([
                [bytes(2n * MIB), { size: bytes(2n * MIB), total: pool, free: pool }],
              ]),
            },
          ];
        }),
      ),
    };
  });

const sets = fc
  .uniqueArray(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 3 })
  .map((all) => all.sort((a, b) => a - b).join());
const modes = fc.constantFrom('strict', 'strict', 'preferred', 'interleave', 'restrictive');
const sizes = fc.integer({ min: 1, max: 8 });

const numatunes = fc.oneof(
  fc.constant(''),
  fc
    .tuple(modes, sets)
    .map(
      ([mode, set]) =>
        `  <numatune>\n    <memory mode='${mode}' nodeset='${set}'/>\n  </numatune>\n`,
    ),
  fc
    .tuple(modes, sets, sets)
    .map(
      ([mode, set, own]) =>
        `  <numatune>\n    <memory mode='${mode}' nodeset='${set}'/>\n    <memnode cellid='0' mode='${mode}' nodeset='${own}'/>\n  </numatune>\n`,
    ),
  fc.constant("  <numatune>\n    <memory mode='strict' placement='auto'/>\n  </numatune>\n"),
);

const guests = fc
  .record({
    size: sizes,
    second: fc.option(sizes),
    vcpu: fc.constantFrom('', '', '', " cpuset='0-1'", " cpuset='2'", " cpuset='0-3'"),
    huge: fc.constantFrom(false, false, false, true),
    numatune: numatunes,
    label: fc.constantFrom(undefined, undefined, undefined, 'a', 'b'),
    overhead: fc.constantFrom(0n, 0n, 512n * MIB),
  })
  .map(({ size, second, vcpu, huge, numatune, label, overhead }) => ({
    overhead,
    exclusive: label === undefined ? [] : [label],
    text: `<domain type='kvm'>
  <memory unit='GiB'>${size + (second ?? 0)}</memory>
${huge ? '  <memoryBacking>\n    <hugepages/>\n  </memoryBacking>\n' : ''}  <vcpu${vcpu}>2</vcpu>
${numatune}${
      second === null
        ? ''
        : `  <cpu>
    <numa>
      <cell id='0' cpus='0' memory='${size}' unit='GiB'/>
      <cell id='1' cpus='1' memory='${second}' unit='GiB'/>
    </numa>
  </cpu>
`
    }</domain>
`,
  }));

interface FleetGuest {
  readonly text: string;
  readonly overhead: bigint;
  readonly exclusive: readonly string[];
}

/** The guests as the linter and the plan see them. */
function seen(fleet: readonly FleetGuest[], host: HostTopology) {
  const world = { host, rules: new Map() };
  const view: FleetView = { fleet: createFleet(), host, supposed: undefined };
  const analyses = fleet.map(({ text }): Analysis => analyze(text, world)!);
  for (const [index, analysis] of analyses.entries())
    view.fleet.set(
      `${index}`,
      claimFile(analysis, host, `${index}`, () => fleet[index]!),
    );
  const findings = analyses.map((analysis, index) =>
    withFleet(analysis, fleetTold(view, `${index}`)).findings.filter(
      ({ severity }) => severity === 'error' || severity === 'warning',
    ),
  );
  const planned = analyses.map(({ domains: [domain] }, index) => ({
    ...{ domain: domain!, text: fleet[index]!.text, versions: {} },
    ...{ overhead: fleet[index]!.overhead, exclusive: fleet[index]!.exclusive },
  }));
  return { findings, planned, plan: planTogether(planned, host) };
}

function followed(fleet: readonly FleetGuest[], host: HostTopology) {
  const before = seen(fleet, host);
  const { suggestions, plan } = suggest(before.planned, host, 'total', before.plan);
  const edited = fleet.map((guest, index) => {
    const one = suggestions.find((each) => each.guest === index);
    if (one === undefined) return guest;
    assert.ok(one.edits.length > 0, guest.text);
    return { ...guest, text: applyEdits(guest.text, one.edits) };
  });
  return { before, promised: plan, suggestions, edited, after: seen(edited, host) };
}

const proposalOf = ({ guest, proposal }: Suggestion) => [guest, proposal];

describe('suggestions for any guests on any host', function () {
  this.timeout(120_000);

  it('make whole what they promise when they are written, spare who fitted, and bring no warning', () => {
    let moved = 0;
    fc.assert(
      fc.property(hosts, fc.array(guests, { minLength: 1, maxLength: 6 }), (host, fleet) => {
        const { before, promised, suggestions, edited, after } = followed(fleet, host);
        const outcomes = ({ landings }: typeof promised) => landings.map(({ outcome }) => outcome);
        assert.deepEqual(outcomes(after.plan), outcomes(promised));
        for (const [index, landing] of after.plan.landings.entries()) {
          const isMoved = suggestions.some(({ guest }) => guest === index);
          const fitted = fitsAll(before.plan.landings[index]!);
          assert.ok(!(isMoved && fitted), 'a guest that fits is left alone');
          if (isMoved || fitted) assert.ok(fitsAll(landing), edited[index]!.text);
          if (isMoved) moved++;
          for (const { rule, message } of after.findings[index]!)
            assert.ok(
              before.findings[index]!.some((known) => known.rule === rule),
              `${message}\n${fleet[index]!.text}\n${edited[index]!.text}`,
            );
        }
        const again = suggest(before.planned, host, 'total', before.plan).suggestions;
        assert.deepEqual(again.map(proposalOf), suggestions.map(proposalOf));
      }),
      { numRuns: 100 },
    );
    assert.ok(moved > 30, String(moved));
  });
});
