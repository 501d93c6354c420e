import type { ConfiguredUse } from '../analysis/suppressions.ts';
import { findingsOf } from '../analysis/findings.ts';
import type { Project } from '../machine/projects.ts';
import type { Finding } from '../text/finding.ts';
import type { SourceRange } from '../text/range.ts';
import type { Environment } from './environment.ts';
import { findFiles } from './findFiles.ts';
import type { Surroundings } from './surroundings.ts';

/** Collects over a run of what use the suppressions in configurations are. */
export interface SuppressionUse {
  /** A file was checked. `uses`: undefined where it could not be read, so that nothing is known of it. */
  readonly add: (
    project: Project | undefined,
    real: string,
    uses: readonly ConfiguredUse[] | undefined,
  ) => void;
  /**
   * The entries that were of no use, as findings in their configuration: only of configurations all of whose files were checked,
   * and only of rules that could speak in each of them.
   */
  readonly unused: () => Promise<readonly UnusedEntries[]>;
}

export interface UnusedEntries {
  readonly project: Project;
  readonly findings: readonly Finding[];
}

interface Seen {
  readonly files: Set<string>;
  /** Of use, or nobody knows: by the place in the configuration. */
  readonly kept: Set<number>;
  isUnknown: boolean;
}

export function watchSuppressions(
  surroundings: Surroundings,
  environment: Environment,
): SuppressionUse {
  const byProject = new Map<Project, Seen>();
  return {
    add: (project, real, uses) => {
      if (project === undefined) return;
      const seen = byProject.get(project) ?? {
        files: new Set(),
        kept: new Set(),
        isUnknown: false,
      };
      byProject.set(project, seen);
      seen.files.add(real);
      seen.isUnknown ||= uses === undefined;
      for (const { entry, use } of uses ?? [])
        if (use !== 'unused') seen.kept.add(entry.range.start);
    },
    unused: async () => {
      const told: UnusedEntries[] = [];
      for (const [project, { files, kept, isUnknown }] of byProject) {
        const idle = entriesOf(project).filter(({ range }) => !kept.has(range.start));
        if (idle.length === 0 || isUnknown) continue;
        if (!(await areAll(files, project, surroundings, environment))) continue;
        const { severities } = project.configuration;
        const reports = idle.map((entry) => ({ rule: RULE, report: unusedEntry(entry) }));
        told.push({ project, findings: findingsOf(reports, severities, project.text.length) });
      }
      return told;
    },
  };
}

const RULE = 'suppression/unused';

interface Entry {
  readonly rule: string;
  readonly range: SourceRange;
}

function entriesOf({ configuration }: Project): readonly Entry[] {
  return configuration.overrides
    .flatMap(({ suppress }) => suppress)
    .filter(({ rule }) => !rule.startsWith('suppression/') && !rule.startsWith('config/'));
}

function unusedEntry({ rule, range }: Entry) {
  const message = `${rule} finds nothing in the domains that the entry is for; it is of no use`;
  return { range, message };
}

/** Whether these are all the files that the configuration holds for, those that Git ignores included. */
export async function areAll(
  files: ReadonlySet<string>,
  project: Project,
  surroundings: Surroundings,
  environment: Environment,
): Promise<boolean> {
  for (const { real, error } of await findFiles([project.folder || '/'], environment, false)) {
    if (error !== undefined) return false;
    if (files.has(real)) continue;
    const { project: own, isExcluded } = await surroundings.of(real);
    if (own === project && !isExcluded) return false;
  }
  return true;
}
