import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createPauses } from '../../server/src/lsp/pauses.ts';

describe('work behind the keyboard', () => {
  /** Whether a turn comes before anything that is not there already. */
  async function goesOn(turn: Promise<void>): Promise<boolean> {
    let isOn = false;
    void turn.then(() => (isOn = true));
    await nextTurn();
    await nextTurn();
    return isOn;
  }

  it('goes on at once where nobody types', async () => {
    assert.ok(await goesOn(createPauses().turn()));
  });

  it('rests while somebody types, and goes on when they pause', async () => {
    const pauses = createPauses();
    pauses.typed();
    const turn = pauses.turn();
    assert.ok(!(await goesOn(turn)));
    await turn;
    assert.ok(await goesOn(pauses.turn()));
  });

  it('waits for nobody who never pauses', async () => {
    const pauses = createPauses();
    const typing = setInterval(pauses.typed, 10);
    pauses.typed();
    await pauses.turn();
    clearInterval(typing);
    assert.ok(await goesOn(pauses.turn()));
  }).timeout(20_000);
});
