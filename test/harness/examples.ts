import { analyze } from '../../server/src/analysis/analyze.ts';
import { claimFile } from '../../server/src/analysis/claimFile.ts';
import { fleetTold, withFleet } from '../../server/src/analysis/fleetFindings.ts';
import { createFleet } from '../../server/src/fleet/fleet.ts';
import { checkHostFiles } from '../../server/src/analysis/hostFiles.ts';
import { checkConfiguration } from '../../server/src/config/checkConfiguration.ts';
import type { Finding } from '../../server/src/text/finding.ts';
import { readMarks, type MarkedText } from './marks.ts';
import { blocksOf, type Block, type Page } from './pages.ts';
import { worldOf } from './world.ts';

/** An `xml`, `host` or `config` block of a rule's page with what belongs to it. */
export interface Example {
  readonly page: Page;
  readonly block: Block;
  /** For the tests' names: path and line. */
  readonly name: string;
  readonly language: 'xml' | 'host' | 'config';
  /** Names of files in test/hosts; undefined without a host. */
  readonly hosts: string | undefined;
  /** It is held against the schemas of test/schemas/small. */
  readonly schema?: boolean;
  /** Guests of other files on the same host, by file. */
  readonly beside?: readonly Beside[];
  /** That they run on the host is said by nobody. */
  readonly supposed?: boolean;
  /** Nothing at all may be found. */
  readonly silent: boolean;
  /** Findings of other rules may stand unmarked. */
  readonly other: boolean;
  readonly marked: MarkedText;
  /** What the text becomes by the n-th fix (from 1) of every finding of the page's rule. */
  readonly fixed: readonly { readonly block: Block; readonly fix: number }[];
  /** The command line's own words for the text. */
  readonly outputs: readonly Block[];
}

/** The file as which an example stands beside others. */
const GUEST_FILE = 'guest.xml';

export interface Beside {
  readonly file: string;
  readonly marked: MarkedText;
}

/** The examples of pages; those of a page that cannot be understood are left out, as that page's own test fails. */
export function readableExamples(pages: readonly Page[]): readonly Example[] {
  return pages.flatMap((page) => {
    try {
      return examplesOf(page);
    } catch {
      return [];
    }
  });
}

/** The examples of a page, in order. @throws where a block cannot be understood */
export function examplesOf(page: Page): readonly Example[] {
  const examples: (Example & {
    fixed: { block: Block; fix: number }[];
    outputs: Block[];
    beside: Beside[];
  })[] = [];
  for (const block of blocksOf(page.text)) {
    const at = `${page.path}:${block.line}`;
    const { language } = block;
    if (!isSubject(language) && language !== 'output') continue;
    const { fix, hosts, schema, silent, other, file, supposed } = wordsOf(block, at);
    if (isSubject(language) && fix === undefined && file === undefined) {
      const marked = readMarks(block.text);
      const name = `${at}${block.heading === '' ? '' : ` ${block.heading}`}`;
      examples.push({
        page,
        block,
        name,
        language,
        hosts,
        schema,
        silent,
        other,
        marked,
        beside: [],
        supposed,
        fixed: [],
        outputs: [],
      });
      continue;
    }
    const subject = examples.at(-1);
    if (subject === undefined) throw new Error(`${at}: there is no example before this block`);
    if (file !== undefined) subject.beside.push({ file, marked: readMarks(block.text) });
    else if (fix === undefined) subject.outputs.push(block);
    else subject.fixed.push({ block, fix });
  }
  return examples;
}

function isSubject(language: string): language is Example['language'] {
  return language === 'xml' || language === 'host' || language === 'config';
}

interface Words {
  fix: number | undefined;
  hosts: string | undefined;
  schema: boolean;
  silent: boolean;
  other: boolean;
  file: string | undefined;
  supposed: boolean;
}

function wordsOf({ words }: Block, at: string): Words {
  const read: Words = {
    fix: undefined,
    hosts: undefined,
    schema: false,
    silent: false,
    other: false,
    file: undefined,
    supposed: false,
  };
  for (const word of words) {
    const [name, value] = word.split('=');
    if (name === 'host' && value !== undefined) read.hosts = value;
    else if (name === 'file' && value !== undefined) read.file = value;
    else if (word === 'supposed') read.supposed = true;
    else if (name === 'fixed') read.fix = Number(value ?? 1);
    else if (word === 'schema') read.schema = true;
    else if (word === 'silent') read.silent = true;
    else if (word === 'other') read.other = true;
    else throw new Error(`${at}: '${word}' says nothing`);
  }
  return read;
}

/** What is found in a text that stands in the example's place. Throws when a rule does: that is a failure, too. */
export function findingsIn(
  example: Pick<Example, 'language' | 'hosts' | 'schema' | 'beside' | 'supposed'>,
  text: string,
): readonly Finding[] {
  if (example.language === 'host')
    return checkHostFiles([{ name: 'host', text }], new Map()).findings.flat();
  if (example.language === 'config') return checkConfiguration(text).findings([]);
  return findingsByFile(example, text).get(GUEST_FILE) ?? [];
}

/** The same, and what is found in the files beside it. */
export function findingsByFile(
  {
    hosts,
    schema,
    beside = [],
    supposed = false,
  }: Pick<Example, 'hosts' | 'schema' | 'beside' | 'supposed'>,
  text: string,
): ReadonlyMap<string, readonly Finding[]> {
  const world = worldOf(hosts, schema);
  const { host } = world;
  const files = [
    { file: GUEST_FILE, text },
    ...beside.map(({ file, marked }) => ({ file, text: marked.text })),
  ];
  const fleet = createFleet();
  const analyses = files.map((one) => {
    const analysis = analyze(one.text, world);
    if (analysis !== undefined && host !== undefined && beside.length > 0)
      fleet.set(
        one.file,
        claimFile(analysis, host, one.file, () => ({})),
      );
    return [one.file, analysis] as const;
  });
  return new Map(
    analyses.map(([file, alone]) => {
      const view = host && {
        ...{ fleet, host },
        supposed: supposed ? { which: 'of this folder', fix: undefined } : undefined,
      };
      const analysis = alone && view ? withFleet(alone, fleetTold(view, file)) : alone;
      const [failure] = analysis?.failures ?? [];
      if (failure !== undefined) throw new Error(`${failure.rule} threw`, { cause: failure.error });
      return [file, analysis?.findings ?? []];
    }),
  );
}
