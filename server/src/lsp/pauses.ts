/** Keeps work behind the keyboard out of the way of those who type. */
export interface Pauses {
  /** A document was changed. */
  readonly typed: () => void;
  /** Between two steps of such work: fulfils when all that waits is done, and nobody types. */
  readonly turn: () => Promise<void>;
}

/** In milliseconds: so long after a change somebody still types. */
const QUIET = 100;
/** In milliseconds: work rests no longer than that for somebody who never pauses, and goes on between the changes. */
const PATIENCE = 2000;

export function createPauses(): Pauses {
  let first = -Infinity;
  let last = -Infinity;
  return {
    typed: () => {
      const now = performance.now();
      if (now - last > QUIET) first = now;
      last = now;
    },
    turn: async () => {
      await new Promise((resolve) => setImmediate(resolve));
      for (;;) {
        const now = performance.now();
        const rest = Math.min(last + QUIET, first + PATIENCE) - now;
        if (rest <= 0) return;
        await new Promise((resolve) => setTimeout(resolve, rest));
      }
    },
  };
}
