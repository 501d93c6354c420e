import { analyze } from '../analysis/analyze.ts';
import { EMPTY_WORLD } from '../analysis/world.ts';
import { overheadOf } from '../config/overheadOf.ts';
import type { DomainModel } from '../domain/model.ts';
import type { HostTopology } from '../host/topology.ts';
import { decodeText } from '../machine/decodeText.ts';
import type { PlannedGuest } from '../placement/plan.ts';
import type { UncountedDomain } from '../report/plan.ts';
import { firstChildNamed, textOf } from '../xml/walk.ts';
import type { FileContent } from './environment.ts';
import type { FoundPath } from './findFiles.ts';
import type { FileSurroundings } from './surroundings.ts';

/** A guest with the file from which it was read. */
export interface FileGuest extends PlannedGuest {
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
    host: HostTopology | undefined,
    configuration: FileSurroundings['configuration'],
  ) => 'added' | 'no-domain' | 'no-host' | { readonly error: string };
  readonly hosts: () => readonly HostGuests[];
}

interface Entry extends FileGuest {
  readonly uuid: string | undefined;
  /** A whole file about the guest, and no snapshot of it. */
  readonly isOwnFile: boolean;
}

interface Gathered {
  readonly entries: Entry[];
  readonly others: UncountedDomain[];
}

/** A guest of which several files tell counts once: by its UUID, else by its name, and a file of its own before its snapshots. */
export function collectGuests(): GuestCollector {
  const byHost = new Map<HostTopology, Gathered>();
  return {
    add: (path, content, host, configuration) => {
      if ('error' in content) return content;
      const { text, problem } = decodeText(content.bytes, content.cut);
      const analysis = analyze(text, EMPTY_WORLD, []);
      if (analysis === undefined) return 'no-domain';
      if (problem !== undefined) return { error: problem };
      if (host === undefined) return 'no-host';
      const gathered = byHost.get(host) ?? { entries: [], others: [] };
      byHost.set(host, gathered);
      const isTooLarge = analysis.domains.length === 0;
      if (isTooLarge) return { error: 'it is too large' };
      const file: PlanFile = { ...path, text, content };
      for (const domain of analysis.domains) gather(domain, file, configuration, gathered);
      return 'added';
    },
    hosts: () => [...byHost].map(([host, gathered]) => countedOnce(host, gathered)),
  };
}

function gather(
  domain: DomainModel,
  file: PlanFile,
  configuration: FileSurroundings['configuration'],
  { entries, others }: Gathered,
): void {
  const name = domain.name?.value ?? file.path;
  const why = unjudged(domain);
  if (why !== undefined) {
    others.push({ path: file.path, name, ...why });
    return;
  }
  const root = domain.element.ownerDocument?.documentElement;
  const uuid = firstChildNamed(domain.element, 'uuid');
  const groups = configuration?.host?.exclusive ?? [];
  entries.push({
    ...{ file, name, domain },
    overhead: overheadOf(configuration?.host?.overhead, domain),
    exclusive: groups.flatMap((names, index) => (names.includes(name) ? [String(index)] : [])),
    uuid: uuid && (textOf(uuid).value.toLowerCase().replaceAll(/[\s-]/g, '') || undefined),
    isOwnFile: root === domain.element,
  });
}

function unjudged(domain: DomainModel): Pick<UncountedDomain, 'kind' | 'why'> | undefined {
  if (!domain.isQemu) return { kind: 'other-driver', why: 'only guests of QEMU are planned' };
  if (domain.isDamaged) return { kind: 'unreadable', why: 'it is broken XML' };
  return domain.isTemplated ? { kind: 'unreadable', why: 'it is a template' } : undefined;
}

function countedOnce(host: HostTopology, { entries, others }: Gathered): HostGuests {
  const byUuid = new Map<string, Entry>();
  const byName = new Map<string, Entry>();
  const counted = new Set<Entry>();
  const again: UncountedDomain[] = [];
  for (const isOwnFile of [true, false])
    for (const entry of entries) {
      if (entry.isOwnFile !== isOwnFile) continue;
      const { uuid, domain, name, file } = entry;
      const known =
        (uuid === undefined ? undefined : byUuid.get(uuid)) ??
        (domain.name === undefined ? undefined : byName.get(name));
      if (known !== undefined) {
        const why = `${known.file.path} is the same guest`;
        again.push({ path: file.path, name, kind: 'same-guest', why });
        continue;
      }
      counted.add(entry);
      if (uuid !== undefined) byUuid.set(uuid, entry);
      if (domain.name !== undefined) byName.set(name, entry);
    }
  const guests = entries.filter((entry) => counted.has(entry));
  return { host, guests, others: [...others, ...again] };
}
