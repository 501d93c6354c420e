import { displayCells } from '../report/displayCells.ts';
import type { Environment } from './environment.ts';

/** Tells on a terminal how far a long piece of work has come. */
export interface Progress {
  /** The environment for whoever writes meanwhile: the line makes way for what is written. */
  readonly environment: Environment;
  /** `done` things are done, and the one of that name is begun. */
  readonly step: (done: number, name: string) => Promise<void>;
  /** Takes the line away. */
  readonly end: () => Promise<void>;
}

/**
 * One line on standard error, from a second's work on, which is gone at the end. Nothing at all where standard error is no
 * terminal that can take a line back, and in CI.
 * @param verb what is being done: `checking`
 */
export function showProgress(verb: string, total: number, environment: Environment): Progress {
  const { errorColumns: columns } = environment;
  if (columns === undefined || !isForPeople(environment))
    return { environment, step: () => NOTHING, end: () => NOTHING };
  const begun = clock();
  let shownAt = -Infinity;
  let isShown = false;
  const end = async (): Promise<void> => {
    if (isShown) await environment.err(ERASE);
    isShown = false;
  };
  return {
    environment: {
      ...environment,
      out: async (text) => {
        await end();
        await environment.out(text);
      },
      err: async (text) => {
        await end();
        await environment.err(text);
      },
    },
    step: async (done, name) => {
      const now = clock();
      if (now - begun < PATIENCE || now - shownAt < PAUSE) return;
      shownAt = now;
      isShown = true;
      const count = `${verb} ${grouped(done + 1)} of ${grouped(total)}`;
      await environment.err(`${ERASE}${fitting(`${count}: ${name}`, columns - 1)}`);
    },
    end,
  };

  function clock(): number {
    return Date.parse(environment.now());
  }
}

/** To the beginning of the line, and all of it away. */
const ERASE = '\r\x1b[K';
/** Who waits no longer than this, in milliseconds, wants no news. */
const PATIENCE = 1000;
/** Between two lines, in milliseconds: faster nobody reads. */
const PAUSE = 100;
const NOTHING = Promise.resolve();

function isForPeople({ variable }: Environment): boolean {
  return variable('TERM') !== 'dumb' && variable('CI') === undefined;
}

/** `2,000`. */
function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** As much of the text as has room, with what would steer the terminal written out. */
function fitting(text: string, columns: number): string {
  let line = '';
  let width = 0;
  for (const cell of displayCells(text, 0, Math.min(text.length, 2 * columns))) {
    width += cell.width;
    if (width > columns) break;
    line += cell.shown;
  }
  return line;
}
