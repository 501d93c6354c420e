import assert from 'node:assert/strict';
import { analyze } from '../../server/src/analysis/analyze.ts';
import { EMPTY_WORLD } from '../../server/src/analysis/world.ts';
import { rehearse } from '../../server/src/lsp/rehearse.ts';
import { boundGuest } from '../harness/smallGuest.ts';

/** How often it waited for a pause before it was through. */
async function pausesOf(latest: (turn: number) => string | undefined): Promise<number> {
  let turns = 0;
  const turn = () => {
    turns++;
    return Promise.resolve();
  };
  const analysis = () => {
    const text = latest(turns);
    return text === undefined ? undefined : analyze(text, EMPTY_WORLD);
  };
  await rehearse(analysis, { typed: () => undefined, turn });
  return turns;
}

describe('rehearsing what a keystroke calls', () => {
  const guest = boundGuest('g', 1, '0');

  it('waits for a pause before each time, and ends', async () => {
    const turns = await pausesOf(() => guest);
    assert.ok(turns > 10 && turns < 100, String(turns));
  });

  it('ends when the document is closed', async () => {
    assert.equal(await pausesOf((turn) => (turn < 3 ? guest : undefined)), 3);
  });

  it('leaves long documents alone', async () => {
    assert.equal(await pausesOf(() => `${guest}<!-- ${'long '.repeat(20_000)}-->`), 1);
  });
});
