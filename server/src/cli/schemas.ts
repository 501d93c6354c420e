import type { RuleSettings, World } from '../analysis/world.ts';
import { decodeText } from '../machine/decodeText.ts';
import {
  loadSchemas,
  troubleFindings,
  type LoadedSchemas,
  type SchemaFiles,
  type SchemaSource,
} from '../machine/schemas.ts';
import type { FileReport } from '../report/fileReport.ts';
import type { Environment } from './environment.ts';
import type { SchemaUse } from './surroundings.ts';

/** libvirt's schemas for one run. */
export interface OpenSchemas {
  /** What a world gets. @param ofHost those that the configuration states for a file's host */
  readonly of: (ofHost: SchemaSource | undefined) => Promise<Pick<World, 'schemas'>>;
  /** Of the schemas that were used so far, those that cannot be. */
  readonly reports: () => readonly FileReport[];
}

/** Each folder is read once, when the first file asks for it. */
export function openSchemas(
  use: SchemaUse,
  rules: RuleSettings,
  environment: Environment,
): OpenSchemas {
  const loading = new Map<string, Promise<LoadedSchemas>>();
  const loaded: LoadedSchemas[] = [];
  const files = filesOf(environment);

  function load(source: SchemaSource): Promise<LoadedSchemas> {
    const key = `${source.folder} ${String(source.version)}`;
    const known = loading.get(key);
    if (known !== undefined) return known;
    const made = loadSchemas(source, files).then((one) => {
      loaded.push(one);
      return one;
    });
    loading.set(key, made);
    return made;
  }

  let machine: SchemaSource | undefined | 'unknown' = 'unknown';
  const onMachine = (): SchemaSource | undefined => {
    if (machine === 'unknown') [machine] = environment.schemaFolders();
    return machine;
  };

  return {
    of: async (ofHost) => {
      if (use === 'none') return {};
      const source = use === 'found' ? (ofHost ?? onMachine()) : named(use.path, environment);
      const schemas = source && (await load(source)).of;
      return schemas === undefined ? {} : { schemas };
    },
    reports: () =>
      loaded.flatMap((one) => {
        const isUnreadable = one.of === undefined;
        return one.troubles().map((trouble): FileReport => ({
          path: trouble.place,
          status: isUnreadable ? 'unreadable' : 'linted',
          domain: undefined,
          text: trouble.text,
          findings: troubleFindings(trouble, rules),
        }));
      }),
  };
}

function named(path: string, { schemaRelease }: Environment): SchemaSource {
  const folder = path.replaceAll('\\', '/').replace(/(?<=.)\/+$/, '');
  return { folder, version: schemaRelease(folder), isGuess: false };
}

function filesOf({ listFolder, readFile }: Environment): SchemaFiles {
  return {
    list: async (folder) => {
      const listed = await listFolder(folder);
      return 'error' in listed ? listed : { names: listed.entries.map(({ name }) => name) };
    },
    read: async (place) => {
      const content = await readFile(place);
      if ('error' in content) return content;
      const { text, problem } = decodeText(content.bytes, content.cut);
      return problem === undefined ? { text } : { error: problem };
    },
  };
}
