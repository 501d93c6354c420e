import { startTable } from './pattern/make.ts';
import type { GrammarProblem, ReadGrammar } from './grammar.ts';
import { compile } from './schema/compile.ts';
import type { Context, Reading } from './schema/reading.ts';
import { attribute, loadFile, resolveFile } from './schema/reading.ts';
import { checkRestrictions } from './schema/restrictions.ts';
import type { SchemaElement } from './schema/schemaElement.ts';

/**
 * Reads a schema in RELAX NG's XML syntax, its included files with it. `load` gives the text of a file by name, the
 * names of included files being relative to `main` (`a/b.rng` includes `c.rng`: `a/c.rng`). Never throws.
 */
export function readGrammar(main: string, load: (name: string) => string | undefined): ReadGrammar {
  const steps = readingGrammar(main, load);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The same in steps of some milliseconds at most, but for the largest file and the last look at the whole. */
export function* readingGrammar(
  main: string,
  load: (name: string) => string | undefined,
): Generator<void, ReadGrammar> {
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
  };
  const root = loadFile(reading, main);
  if (root === undefined) {
    const message = `the schema '${main}' is not there or does not begin with an element of RELAX NG`;
    problems.push({ severity: 'error', file: main, range: { start: 0, end: 0 }, message });
    return { grammar: undefined, problems, files: [...reading.files.keys()] };
  }
  yield* loadIncluded(reading, main, root);
  const context: Context = {
    file: main,
    ns: '',
    library: '',
    scope: { parent: undefined, definitions: new Map() },
    called: undefined,
    depth: 0,
    including: [main],
  };
  const start = compile(reading, context, root);
  for (let next = reading.pending.pop(); next !== undefined; next = reading.pending.pop()) {
    next();
    yield;
  }
  if (problems.every(({ severity }) => severity !== 'error'))
    checkRestrictions(reading, { pattern: start, at: root, context });
  const isUsable = problems.every(({ severity }) => severity !== 'error');
  return {
    grammar: isUsable ? { start, table } : undefined,
    problems,
    files: [...reading.files.keys()],
  };
}

/** The files that a grammar includes are wanted whatever it defines. */
function* loadIncluded(reading: Reading, file: string, root: SchemaElement): Generator<void> {
  const open = [{ file, element: root }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const from = next.file;
    for (const element of next.element.children) {
      if (element.name === 'div') open.push({ file: from, element });
      const href = element.name === 'include' ? attribute(element, 'href') : undefined;
      const name = href === undefined ? undefined : resolveFile(from, href);
      if (name === undefined || reading.files.has(name)) continue;
      yield;
      const included = loadFile(reading, name);
      if (included !== undefined) open.push({ file: name, element: included });
    }
  }
}
