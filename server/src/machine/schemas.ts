import { findingsOf } from '../analysis/findings.ts';
import { createSchemas, type Schemas } from '../analysis/schemas.ts';
import type { RuleSettings } from '../analysis/world.ts';
import type { Version } from '../host/topology.ts';
import type { Finding } from '../text/finding.ts';

/** A folder in which schemas lie, or should. */
export interface SchemaSource {
  /** A path or a URI, without `/` at its end. */
  readonly folder: string;
  /** Of the libvirt that they belong to. */
  readonly version: Version | undefined;
  /** Nobody named the folder for this host: without a version, they may be older than the host's libvirt. */
  readonly isGuess: boolean;
}

/** How a shell reaches the files of a folder. */
export interface SchemaFiles {
  readonly list: (
    folder: string,
  ) => Promise<{ readonly names: readonly string[] } | { readonly error: string }>;
  readonly read: (place: string) => Promise<{ readonly text: string } | { readonly error: string }>;
}

/** The schemas of a folder, read as far as that can be done. */
export interface LoadedSchemas {
  readonly folder: string;
  /** undefined: none could be read. */
  readonly of: Schemas | undefined;
  /** Reads the schema for a root ahead of its first use, step by step, and readies it for a document like the sample. */
  readonly reading: (root: string, sample: string) => Iterator<void, void>;
  /** What cannot be used, as far as it is known: schemas are compiled when they are first needed. */
  readonly troubles: () => readonly SchemaTrouble[];
}

/** A file that cannot be used, or the whole folder. */
export interface SchemaTrouble {
  readonly place: string;
  /** Empty where there is none. */
  readonly text: string;
  readonly finding: Pick<Finding, 'range' | 'message'>;
  /** The schema is used, but for this part of it. */
  readonly isNote: boolean;
}

/** More is no folder of schemas: libvirt has some 30 files, 500 kB in all. */
const MOST_FILES = 200;
const MOST_TEXT = 8_000_000;

/** Reads all schemas that lie directly in a folder. Never rejects, unless `files` does. */
export async function loadSchemas(
  source: SchemaSource,
  files: SchemaFiles,
): Promise<LoadedSchemas> {
  const { folder, version, isGuess } = source;
  const failed = (why: string): LoadedSchemas => ({
    folder,
    of: undefined,
    reading: () => [][Symbol.iterator](),
    troubles: () => [trouble(folder, '', `the schemas cannot be used: ${why}`)],
  });
  const listed = await files.list(folder);
  if ('error' in listed) return failed(listed.error);
  // The names are put behind a path or a URI as they are.
  const names = listed.names.filter((name) => /^[A-Za-z0-9_][\w.-]*\.rng$/.test(name)).sort();
  if (names.length === 0) return failed('there is no *.rng file in the folder');
  if (names.length > MOST_FILES) return failed(`there are more than ${MOST_FILES} files`);
  const texts = new Map<string, string>();
  let length = 0;
  for (const name of names) {
    const read = await files.read(`${folder}/${name}`);
    if ('error' in read) continue;
    texts.set(name, read.text);
    length += read.text.length;
    if (length > MOST_TEXT) return failed('they are larger than 8 MB in all');
  }
  const set = createSchemas({ files: texts, version, isGuess });
  return {
    folder,
    of: set.of,
    reading: set.reading,
    troubles: () =>
      set.problems().map(({ file, range, severity, message: why }) => {
        const isNote = severity === 'note';
        const message = isNote ? why : `the schema cannot be used: ${why}`;
        const found = trouble(`${folder}/${file}`, texts.get(file) ?? '', message);
        return { ...found, finding: { range, message }, isNote };
      }),
  };
}

function trouble(place: string, text: string, message: string): SchemaTrouble {
  return { place, text, finding: { range: { start: 0, end: 0 }, message }, isNote: false };
}

/** The one finding that says it. */
export function troubleFindings(
  { text, finding, isNote }: SchemaTrouble,
  rules: RuleSettings,
): readonly Finding[] {
  const report = isNote ? { ...finding, severity: 'information' as const } : finding;
  return findingsOf([{ rule: 'schema/unusable', report }], rules, text.length);
}
