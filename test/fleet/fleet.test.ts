import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createFleet, type Fleet } from '../../server/src/fleet/fleet.ts';
import type { GuestClaim } from '../../server/src/fleet/guestClaim.ts';
import { takenTogether } from '../../server/src/fleet/takenTogether.ts';
import { canMeet } from '../../server/src/fleet/together.ts';
import { bytes, cpuId, nodeId, type NodeId } from '../../server/src/host/topology.ts';
import type { Place } from '../../server/src/text/range.ts';
import type { VcpuId } from '../../server/src/vocabulary/define.ts';

const PLACE: Place = { start: 0, end: 0, line: 0, character: 0, endLine: 0, endCharacter: 0 };
const CAPACITY = 10n;

interface Drawn {
  readonly name: string | undefined;
  readonly uuid: string | undefined;
  readonly isOwnFile: boolean;
  readonly memory: readonly { readonly nodes: readonly number[]; readonly need: number }[];
  readonly pages: readonly { readonly nodes: readonly number[]; readonly pages: number }[];
  readonly cpus: readonly number[];
  readonly exclusive: readonly string[];
}

function claimOf(file: string, index: number, drawn: Drawn): GuestClaim {
  const sets = (nodes: readonly number[]): NodeId[] =>
    [...new Set(nodes)].sort((a, b) => a - b).map(nodeId);
  return {
    ...{ file, index, name: drawn.name, uuid: drawn.uuid, isOwnFile: drawn.isOwnFile },
    ...{ place: PLACE, binding: '', exclusive: drawn.exclusive },
    memory: drawn.memory.map(({ nodes, need }) => ({
      ...{ nodes: sets(nodes), need: bytes(BigInt(need)), place: PLACE },
    })),
    pages: drawn.pages.map(({ nodes, pages }) => ({
      ...{ nodes: nodes.length === 0 ? undefined : sets(nodes), pages: BigInt(pages) },
      ...{ pageSize: bytes(2n), place: PLACE },
    })),
    pins: drawn.cpus.map((cpu, at) => ({ cpu: cpuId(cpu), vcpu: at as VcpuId, place: PLACE })),
    landing: () => ({
      takes: drawn.memory.map(({ nodes, need }) => ({
        ...{ node: nodeId(nodes[0] ?? 0), pageSize: bytes(0n), bytes: bytes(BigInt(need)) },
        ...{ spill: false, estimate: false },
      })),
      demand: bytes(0n),
    }),
  };
}

const node = fc.nat({ max: 3 });
const claimsIn = (least: number) =>
  fc.array(
    fc.record({
      nodes: fc.array(node, { minLength: least, maxLength: 3 }),
      need: fc.integer({ min: 1, max: 12 }),
    }),
    { maxLength: 2 },
  );
const guest = (labels: readonly (readonly string[])[]): fc.Arbitrary<Drawn> =>
  fc.record({
    name: fc.option(fc.constantFrom('a', 'b', 'c', 'd', ''), { nil: undefined }),
    uuid: fc.option(fc.constantFrom('1', '2', '3', '4'), { nil: undefined }),
    isOwnFile: fc.boolean(),
    memory: claimsIn(1),
    pages: claimsIn(0).map((all) => all.map(({ nodes, need }) => ({ nodes, pages: need }))),
    cpus: fc.array(node, { maxLength: 2 }),
    exclusive: fc.constantFrom(...labels),
  });
const ANY_LABELS = [[], [], ['x'], ['x', 'y'], ['y'], ['z']];
const file = fc.constantFrom('f1', 'f2', 'f3', 'f4', 'f5', 'f6');

/** All that a fleet says, in a form to compare. */
function saying(fleet: Fleet): unknown {
  const guests = [...fleet.guests()].map(known).sort();
  const has = (nodes: readonly NodeId[] | undefined) => CAPACITY * BigInt(nodes?.length ?? 4);
  const shortages = [fleet.memory(), ...fleet.pools().values()].map((demand) =>
    demand.shortages(has).map((shortage) => ({
      nodes: shortage.nodes?.join(),
      parts: [...fleet.guests()]
        .sort((a, b) => (known(a) < known(b) ? -1 : 1))
        .map((one) => {
          const part = shortage.of(one);
          const others = part?.others.map((share) => [known(share.guest), String(share.amount)]);
          return part && [String(part.need), String(part.mine), part.otherCount, others];
        }),
    })),
  );
  const used = [...takenTogether(fleet.guests())].map(([size, nodes]) => [
    String(size),
    [...nodes].map(([at, amount]) => `${at}: ${amount}`).sort(),
  ]);
  const sharers = [...fleet.guests()]
    .map((one) => [known(one), one.pins.map(({ cpu }) => fleet.sharersOf(cpu, one, 2).map(known))])
    .sort();
  return { count: fleet.guestCount(), guests, shortages, used: used.sort(), sharers };
}

const known = (claim: GuestClaim): string => `${claim.file} ${claim.index}`;

describe('a fleet', () => {
  it('says the same however its files came, changed and went', () => {
    const change = fc.record({
      file,
      guests: fc.array(guest(ANY_LABELS), { maxLength: 3 }),
      isAsked: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 14 }), (changes) => {
        const fleet = createFleet();
        const last = new Map<string, readonly GuestClaim[]>();
        for (const { file: at, guests, isAsked } of changes) {
          const claims = guests.map((drawn, index) => claimOf(at, index, drawn));
          fleet.set(at, claims);
          if (claims.length === 0) last.delete(at);
          else last.set(at, claims);
          if (isAsked) saying(fleet);
        }
        const fresh = createFleet();
        for (const [at, claims] of [...last].sort().reverse()) fresh.set(at, claims);
        assert.deepEqual(saying(fleet), saying(fresh));
      }),
      { numRuns: 500 },
    );
  });

  it('finds each set of nodes that guests which run together want too much of', () => {
    fc.assert(
      fc.property(fc.array(guest([[], [], ['x'], ['y']]), { maxLength: 7 }), (drawn) => {
        const fleet = createFleet();
        const guests = drawn.map((one, index) =>
          claimOf(`f${index}`, 0, { ...one, name: undefined, uuid: undefined }),
        );
        for (const one of guests) fleet.set(one.file, [one]);
        const has = (nodes: readonly NodeId[] | undefined) => CAPACITY * BigInt(nodes?.length ?? 4);
        const found = fleet
          .memory()
          .shortages(has)
          .map(({ nodes }) => nodes?.join());
        assert.deepEqual(found.sort(), shortSets(guests).sort());
      }),
      { numRuns: 500 },
    );
  });

  it('counts a guest once, by its UUID or else its name, files of its own before snapshots', () => {
    const fleet = createFleet();
    const base: Drawn = {
      ...{ name: 'db', uuid: undefined, isOwnFile: true, memory: [], pages: [], cpus: [] },
      exclusive: [],
    };
    fleet.set('a', [claimOf('a', 0, { ...base, isOwnFile: false })]);
    assert.equal(fleet.guestsOf('a').length, 1);
    fleet.set('b', [claimOf('b', 0, base)]);
    assert.deepEqual([fleet.guestCount(), fleet.guestsOf('a').length], [1, 0]);
    fleet.set('c', [claimOf('c', 0, { ...base, name: 'web', uuid: '1' })]);
    fleet.set('d', [claimOf('d', 0, { ...base, name: 'renamed', uuid: '1' })]);
    assert.equal(fleet.guestCount(), 2);
    fleet.set('c', []);
    assert.deepEqual([...fleet.guests()].map(known).sort(), ['b 0', 'd 0']);
  });

  it('never adds up guests that exclude each other', () => {
    const fleet = createFleet();
    const strict = (exclusive: readonly string[], need: number): Drawn => ({
      ...{ name: undefined, uuid: undefined, isOwnFile: true, pages: [], cpus: [1] },
      ...{ memory: [{ nodes: [0], need }], exclusive },
    });
    fleet.set('a', [claimOf('a', 0, strict(['x'], 6))]);
    const [second] = [claimOf('b', 0, strict(['x', 'y'], 7))];
    fleet.set('b', [second]);
    assert.deepEqual(
      fleet.memory().shortages(() => 10n),
      [],
    );
    assert.deepEqual(fleet.sharersOf(cpuId(1), second, 9), []);
    fleet.set('c', [claimOf('c', 0, strict([], 5))]);
    const [shortage] = fleet.memory().shortages(() => 10n);
    assert.deepEqual([...fleet.guests()].map((one) => String(shortage?.of(one)?.need)).sort(), [
      '11',
      '12',
      '12',
    ]);
    assert.equal(takenTogether(fleet.guests()).get(bytes(0n))?.get(nodeId(0)), 12n);
  });
});

/** By trying all sets of nodes and all sets of guests. */
function shortSets(guests: readonly GuestClaim[]): string[] {
  const found: NodeId[][] = [];
  const sets = [...Array(15).keys()]
    .map((bits) => [0, 1, 2, 3].filter((at) => ((bits + 1) >> at) & 1).map(nodeId))
    .sort((a, b) => a.length - b.length);
  for (const set of sets) {
    if (found.some((known) => known.every((one) => set.includes(one)))) continue;
    const room = CAPACITY * BigInt(set.length);
    const inside = guests.flatMap((one) => {
      const claims = one.memory.filter(({ nodes }) => nodes.every((at) => set.includes(at)));
      const need = claims.reduce((sum, claim) => sum + claim.need, 0n);
      return need === 0n || need > room ? [] : [{ one, need }];
    });
    if (!isConnected(set, guests)) continue;
    for (let bits = 0; bits < 1 << inside.length; bits++) {
      const some = inside.filter((_, at) => (bits >> at) & 1);
      if (some.length < 2) continue;
      if (some.some((a) => some.some((b) => a !== b && !canMeet(a.one, b.one)))) continue;
      if (some.reduce((sum, { need }) => sum + need, 0n) <= room) continue;
      found.push(set);
      break;
    }
  }
  return found.map((set) => set.join());
}

/** Whether claims inside the set hang together and cover it: what does not is no matter of one set. */
function isConnected(set: readonly NodeId[], guests: readonly GuestClaim[]): boolean {
  const claims = guests.flatMap(({ memory }) =>
    memory.filter(({ nodes }) => nodes.every((at) => set.includes(at))),
  );
  const reached = new Set(claims[0]?.nodes);
  for (let i = 0; i < set.length; i++)
    for (const { nodes } of claims)
      if (nodes.some((at) => reached.has(at))) for (const at of nodes) reached.add(at);
  return reached.size === set.length;
}
