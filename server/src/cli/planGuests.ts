import { analyze } from '../analysis/analyze.ts';
import { EMPTY_WORLD, versionsIn } from '../analysis/world.ts';
import { exclusiveLabels } from '../config/exclusiveLabels.ts';
import { overheadOf } from '../config/overheadOf.ts';
import type { DomainModel } from '../domain/model.ts';
import { countedOnce, identityOf, uncountedWhy, type Identity } from '../fleet/identity.ts';
import type { HostTopology } from '../host/topology.ts';
import { decodeText } from '../machine/decodeText.ts';
import type { MovableGuest } from '../placement/suggest.ts';
import type { UncountedDomain } from '../report/plan.ts';
import type { FileContent } from './environment.ts';
import type { FoundPath } from './findFiles.ts';
import type { FileSurroundings } from './surroundings.ts';

/** A guest with the file from which it was read. */
export interface FileGuest extends MovableGuest {
  readonly file: PlanFile;
  readonly name: string;
}

export interface PlanFile extends FoundPath {
  readonly text: string;
  readonly content: FileContent;
}

/** The guests of one host. */
export interface HostGuests {
  readonly host: HostTopology;
  readonly guests: readonly FileGuest[];
  readonly others: readonly UncountedDomain[];
}

/** Collects guests file by file. */
export interface GuestCollector {
  /** `error`: why the file cannot be read. */
  readonly add: (
    path: FoundPath,
    content: FileContent,
    around: Pick<FileSurroundings, 'world' | 'configuration'>,
  ) => 'added' | 'no-domain' | 'no-host' | { readonly error: string };
  readonly hosts: () => readonly HostGuests[];
}

interface Entry extends FileGuest {
  readonly identity: Identity;
}

interface Gathered {
  readonly entries: Entry[];
  readonly others: UncountedDomain[];
}

/** A guest of which several files tell counts once: by its UUID, else by its name, and a file of its own before its snapshots. */
export function collectGuests(): GuestCollector {
  const byHost = new Map<HostTopology, Gathered>();
  return {
    add: (path, content, around) => {
      if ('error' in content) return content;
      const { text, problem } = decodeText(content.bytes, content.cut);
      const analysis = analyze(text, EMPTY_WORLD, []);
      if (analysis === undefined) return 'no-domain';
      if (problem !== undefined) return { error: problem };
      const { host } = around.world;
      if (host === undefined) return 'no-host';
      const found = byHost.get(host) ?? { entries: [], others: [] };
      byHost.set(host, found);
      const isTooLarge = analysis.domains.length === 0;
      if (isTooLarge) return { error: 'it is too large' };
      const file: PlanFile = { ...path, text, content };
      for (const domain of analysis.domains) gather(domain, file, around, found);
      return 'added';
    },
    hosts: () => [...byHost].map(([host, found]) => gathered(host, found)),
  };
}

function gather(
  domain: DomainModel,
  file: PlanFile,
  { world, configuration }: Pick<FileSurroundings, 'world' | 'configuration'>,
  { entries, others }: Gathered,
): void {
  const name = domain.name?.value ?? file.path;
  const why = uncountedWhy(domain);
  if (why !== undefined) {
    others.push({ path: file.path, name, ...why });
    return;
  }
  entries.push({
    ...{ file, name, domain, text: file.text, versions: versionsIn(world) },
    overhead: overheadOf(configuration?.host?.overhead, domain),
    exclusive: exclusiveLabels(configuration?.host, domain.name?.value),
    identity: identityOf(domain),
  });
}

function gathered(host: HostTopology, { entries, others }: Gathered): HostGuests {
  const byIdentity = new Map(entries.map((entry) => [entry.identity, entry]));
  const standsFor = countedOnce([...byIdentity.keys()]);
  const guests = entries.filter(({ identity }) => standsFor.get(identity) === identity);
  const again = [...standsFor].flatMap(([identity, other]): UncountedDomain[] => {
    const entry = byIdentity.get(identity);
    if (entry === undefined || other === identity) return [];
    const why = `${byIdentity.get(other)?.file.path ?? ''} is the same guest`;
    return [{ path: entry.file.path, name: entry.name, kind: 'same-guest', why }];
  });
  return { host, guests, others: [...others, ...again] };
}
