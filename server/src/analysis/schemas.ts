import type { Version } from '../host/topology.ts';
import type { Grammar, GrammarProblem } from '../relaxng/grammar.ts';
import { readingGrammar } from '../relaxng/readGrammar.ts';
import { meeting } from '../relaxng/validate.ts';
import { parseXml } from '../xml/parseXml.ts';

/** The schema that a document is held against. */
export interface DocumentSchema {
  readonly grammar: Grammar;
  /** As messages name it: `domain.rng of libvirt 11.3.0`, or `domain.rng` where its release is unknown. */
  readonly name: string;
  /** The libvirt that the schema belongs to; undefined: nothing tells. */
  readonly version: Version | undefined;
  /** The schema's release is unknown, and nobody chose it for this host: it may be older than the host's libvirt. */
  readonly isGuess: boolean;
}

/** The schema for documents with this root (its name, in no namespace); undefined: there is none. Reads a schema at its first use. */
export type Schemas = (root: string) => DocumentSchema | undefined;

/** The texts of a folder of schemas, and what is known of them. */
export interface SchemaTexts {
  /** By file name: `domain.rng`. Nothing but these is ever read. */
  readonly files: ReadonlyMap<string, string>;
  /** Of the libvirt that they belong to. */
  readonly version: Version | undefined;
  readonly isGuess: boolean;
}

export interface SchemaSet {
  readonly of: Schemas;
  /**
   * Reads the schema for documents with this root, step by step, so that a shell can do other work between; at its end `of` answers at
   * once, and a document like `sample` is validated quickly.
   */
  readonly reading: (root: string, sample?: string) => Generator<void, void>;
  /** Of the schemas that were read so far: the first mistake of each that cannot be used, and what is not judged in the others. */
  readonly problems: () => readonly GrammarProblem[];
}

/**
 * The file that libvirt holds documents with this root against, as its tools/virt-xml-validate.in chooses it (there by a part of the
 * root's name; here by the names that the schemas define).
 */
export const SCHEMA_OF_ROOT: ReadonlyMap<string, string> = new Map([
  ['domain', 'domain.rng'],
  ['domainsnapshot', 'domainsnapshot.rng'],
  ['domaincheckpoint', 'domaincheckpoint.rng'],
  ['domainbackup', 'domainbackup.rng'],
  ['domainCapabilities', 'domaincaps.rng'],
  ['capabilities', 'capability.rng'],
  ['cpu', 'cpu.rng'],
  ['network', 'network.rng'],
  ['networkport', 'networkport.rng'],
  ['pool', 'storagepool.rng'],
  ['storagepoolCapabilities', 'storagepoolcaps.rng'],
  ['volume', 'storagevol.rng'],
  ['secret', 'secret.rng'],
  ['filter', 'nwfilter.rng'],
  ['filterbinding', 'nwfilterbinding.rng'],
  ['interface', 'interface.rng'],
  ['device', 'nodedev.rng'],
]);

/** Makes schemas of texts. Each is compiled once, when it is first asked for. */
export function createSchemas({ files, version, isGuess }: SchemaTexts): SchemaSet {
  const known = new Map<string, DocumentSchema | undefined>();
  const told: GrammarProblem[] = [];
  function* make(file: string): Generator<void, DocumentSchema | undefined> {
    if (!files.has(file)) return undefined;
    const { grammar, problems } = yield* readingGrammar(file, (name) => files.get(name));
    if (known.has(file)) return known.get(file);
    const mistake = problems.find(({ severity }) => severity === 'error');
    for (const problem of mistake === undefined ? problems : [mistake]) {
      const isSame = (one: GrammarProblem): boolean =>
        one.file === problem.file && one.message === problem.message;
      if (!told.some(isSame)) told.push(problem);
    }
    if (grammar === undefined) return undefined;
    const name = version === undefined ? file : `${file} of libvirt ${version.join('.')}`;
    return { grammar, name, version, isGuess };
  }
  function* reading(root: string, sample?: string): Generator<void, void> {
    const file = SCHEMA_OF_ROOT.get(root);
    if (file === undefined || known.has(file)) return;
    const made = yield* make(file);
    const first = sample === undefined ? null : parseXml(sample).document.documentElement;
    if (made !== undefined && first !== null) yield* meeting(made.grammar, first);
    known.set(file, made);
  }
  return {
    of: (root) => {
      Array.from(reading(root));
      return known.get(SCHEMA_OF_ROOT.get(root) ?? '');
    },
    reading,
    problems: () => told,
  };
}
