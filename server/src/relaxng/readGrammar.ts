import { startTable } from './pattern/make.ts';
import type { GrammarProblem, ReadGrammar } from './grammar.ts';
import { compiling, compilingUnreached } from './schema/compile.ts';
import type { Context, Reading } from './schema/reading.ts';
import { loadingFile } from './schema/reading.ts';
import { checkRestrictions } from './schema/restrictions.ts';
import { atOnce, type Steps } from './schema/steps.ts';

/**
 * Reads a schema in RELAX NG's XML syntax, its included files with it. `load` gives the text of a file by name, the
 * names of included files being relative to `main` (`a/b.rng` includes `c.rng`: `a/c.rng`). Never throws.
 */
export function readGrammar(main: string, load: (name: string) => string | undefined): ReadGrammar {
  return atOnce(readingGrammar(main, load));
}

/** The same in steps. */
export function* readingGrammar(
  main: string,
  load: (name: string) => string | undefined,
): Steps<ReadGrammar> {
  const table = startTable();
  const problems: GrammarProblem[] = [];
  const reading: Reading = {
    load,
    files: new Map(),
    problems,
    table,
    types: new Map(),
    pending: [],
    made: new Map(),
    meant: new Map(),
    elements: [],
    scopes: [],
    isReached: true,
    depth: 0,
  };
  const root = yield* loadingFile(reading, main);
  if (root === undefined) {
    const message = `the schema '${main}' is not there or does not begin with an element of RELAX NG`;
    problems.push({ severity: 'error', file: main, range: { start: 0, end: 0 }, message });
    return { grammar: undefined, problems, files: [...reading.files.keys()] };
  }
  const context: Context = {
    file: main,
    ns: '',
    library: '',
    scope: { parent: undefined, definitions: new Map() },
    called: undefined,
    including: [main],
  };
  const start = yield* compiling(reading, context, root);
  const reached = [...reading.elements];
  yield* compilingUnreached(reading);
  if (problems.every(({ severity }) => severity !== 'error'))
    yield* checkRestrictions(reading, reached, { pattern: start, at: root, context });
  const isUsable = problems.every(({ severity }) => severity !== 'error');
  return {
    grammar: isUsable ? { start, table } : undefined,
    problems,
    files: [...reading.files.keys()],
  };
}
