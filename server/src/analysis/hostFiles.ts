import type { SourcedDescription } from '../host/factSources.ts';
import { describeContradiction } from '../host/contradiction.ts';
import { mergeHosts } from '../host/mergeHosts.ts';
import { readHostFile } from '../host/readHostFile.ts';
import type { HostTopology } from '../host/topology.ts';
import type { Finding } from '../text/finding.ts';
import { findingsOf, type Told } from './findings.ts';
import type { RuleSettings } from './world.ts';

/** A host file's text and what to call it: its path or URI. */
export interface HostFile {
  readonly name: string;
  readonly text: string;
}

export interface CheckedHost {
  /** undefined when no file describes a host. */
  readonly host: HostTopology | undefined;
  /** What each description in the files says, in order. */
  readonly descriptions: readonly SourcedDescription[];
  /** For each file, in the order given. */
  readonly findings: readonly (readonly Finding[])[];
}

/** Reads the files that describe one host, merges them, and says what is wrong in each. Never throws. */
export function checkHostFiles(files: readonly HostFile[], rules: RuleSettings): CheckedHost {
  const readings = files.map(({ name, text }) => readHostFile(text, name));
  const told: Told[][] = readings.map(({ problems }) =>
    problems.map((problem) => ({ rule: problem.rule, report: problem })),
  );
  const described = readings.flatMap(({ topology }, index) =>
    topology === undefined ? [] : [{ index, name: files[index]?.name ?? '', topology }],
  );
  const { merged, contradictions } = mergeHosts(described);
  for (const contradiction of contradictions) {
    const { index = 0 } = described[contradiction.index] ?? {};
    const earlier = described[contradiction.firstIndex]?.name ?? '';
    const message = describeContradiction(contradiction, `'${hostFileName(earlier)}'`);
    const range = { start: 0, end: firstLineEnd(files[index]?.text ?? '') };
    told[index]?.push({ rule: 'host/contradiction', report: { range, message } });
  }
  const findings = told.map((ofFile, index) =>
    findingsOf(ofFile, rules, files[index]?.text.length ?? 0),
  );
  const descriptions = readings.flatMap((reading, index) =>
    reading.descriptions.map((one) => ({ ...one, file: hostFileName(files[index]?.name ?? '') })),
  );
  return { host: merged, descriptions, findings };
}

/** A contradiction's place is the first line: the fact may be spread over the file. */
function firstLineEnd(text: string): number {
  return /^[^\r\n]*/.exec(text)?.[0].length ?? 0;
}

/** The last part of a path or URI. */
export function hostFileName(name: string): string {
  return name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
}
