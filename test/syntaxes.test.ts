// The injected grammar against the vocabulary: every mode, placement, set and unit that the tables know is coloured, and
// only on the elements that have it. How it looks in an editor, test/e2e/grammar.e2e.ts tells.
import assert from 'node:assert/strict';
import * as guestCells from '../server/src/vocabulary/guestCells.ts';
import * as memory from '../server/src/vocabulary/memory.ts';
import * as memoryBacking from '../server/src/vocabulary/memoryBacking.ts';
import * as memoryDevices from '../server/src/vocabulary/memoryDevices.ts';
import * as memtune from '../server/src/vocabulary/memtune.ts';
import * as numatune from '../server/src/vocabulary/numatune.ts';
import * as pinning from '../server/src/vocabulary/pinning.ts';
import type { AnyElementDefinition, ValueType } from '../server/src/vocabulary/define.ts';
import { memoryMode } from '../server/src/vocabulary/values/memoryMode.ts';
import { memoryPlacement, vcpuPlacement } from '../server/src/vocabulary/values/placement.ts';
import * as sets from '../server/src/vocabulary/values/sets.ts';
import { UNITS, sizeUnit } from '../server/src/vocabulary/values/size.ts';
import grammar from '../syntaxes/libvirt-domain.injection.json' with { type: 'json' };

const modules = [guestCells, memory, memoryBacking, memoryDevices, memtune, numatune, pinning];
const elements = modules.flatMap((module): unknown[] => Object.values(module)).filter(isElement);

/** A kind of value and the part of the grammar that colours it. */
const KINDS: readonly [ValueType<unknown>, keyof typeof grammar.repository][] = [
  [memoryMode, 'mode'],
  [memoryPlacement, 'placement'],
  [vcpuPlacement, 'placement'],
  [sizeUnit, 'unit'],
  ...Object.values(sets)
    .filter(isSet)
    .map((set): [ValueType<unknown>, 'set'] => [set, 'set']),
];

describe('the injected grammar', () => {
  for (const { name, attributes } of elements)
    for (const [attribute, { type }] of Object.entries(attributes)) {
      const kind = KINDS.find(([known]) => known === type)?.[1];
      if (kind === undefined) continue;
      it(`colours ${attribute} of <${name}>`, () => {
        const tag = grammar.patterns.find((pattern) => matches(pattern.begin, `<${name} `));
        assert.ok(tag, `no rule begins with <${name}`);
        assert.ok(tag.patterns.some(({ include }) => include === `#${kind}`));
        const part = grammar.repository[kind] as { patterns: { begin: string }[] };
        for (const quote of ['"', "'"])
          assert.ok(part.patterns.some(({ begin }) => matches(begin, ` ${attribute}=${quote}`)));
      });
    }

  it('knows all modes', () => {
    for (const mode of Object.keys(memoryMode.words))
      assert.ok(matches(grammar.repository.memoryMode.match, mode), mode);
  });
  it('knows all units, in any case', () => {
    for (const unit of UNITS.keys())
      for (const written of [unit, unit.toUpperCase()])
        assert.ok(matches(grammar.repository.sizeUnit.match, written), written);
  });
  it('knows both placements', () => {
    for (const placement of Object.keys(vcpuPlacement.words))
      assert.ok(matches(grammar.repository.placementWord.match, placement), placement);
  });
});

/** The whole text, so that a shorter word inside a longer one does not count. */
function matches(pattern: string, text: string): boolean {
  const caseless = pattern.startsWith('(?i)');
  const match = new RegExp(pattern.replace('(?i)', ''), caseless ? 'i' : '').exec(text);
  return match?.index === 0 && match[0].trimEnd() === text.trimEnd();
}

function isElement(value: unknown): value is AnyElementDefinition {
  return typeof value === 'object' && value !== null && 'attributes' in value && 'name' in value;
}

function isSet(value: unknown): value is ValueType<unknown> {
  return typeof value === 'object' && value !== null && 'parse' in value;
}
