import { slashed, type FileReport } from '../report/fileReport.ts';
import { identitiesOf, type Identity } from '../report/fingerprint.ts';

/** Findings that were there when the baseline was taken, and are not told again: new ones are. */
export interface Baseline {
  /** The file's report without the findings that the baseline knows; when it is updated, it knows them all. */
  readonly without: (file: FileReport) => FileReport;
  /** Its findings in what was looked at that were not met again. */
  readonly unmet: () => number;
  /** How many it would hold now. */
  readonly count: () => number;
  /** What its file is to hold now. Of domains that were not looked at it forgets nothing. */
  readonly text: () => string;
}

/** update: it takes in what is found; prune: it forgets what is not found again; read: neither. */
export type BaselineMode = 'read' | 'update' | 'prune';

const NOTE =
  'Findings that are known and not told again. Written by libvirt-xml lint --baseline FILE --update-baseline.';

/** Reads a baseline; `problem` says what is wrong with one that is none. undefined stands for a file that is not there yet. */
export function readBaseline(
  text: string | undefined,
  mode: BaselineMode,
): { readonly baseline: Baseline } | { readonly problem: string } {
  if (text === undefined) return { baseline: baselineOf([], mode) };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { problem: 'it is no JSON' };
  }
  const entries = entriesOf(json);
  if (entries === undefined)
    return { problem: 'it is no baseline: {"version":1,"findings":[…]} is expected' };
  return { baseline: baselineOf(entries, mode) };
}

function entriesOf(json: unknown): readonly Identity[] | undefined {
  if (typeof json !== 'object' || json === null || !('version' in json) || json.version !== 1)
    return undefined;
  if (!('findings' in json) || !Array.isArray(json.findings)) return undefined;
  const entries: readonly unknown[] = json.findings;
  return entries.every(isIdentity) ? entries : undefined;
}

function isIdentity(entry: unknown): entry is Identity {
  if (typeof entry !== 'object' || entry === null) return false;
  const { rule, domain, element, occurrence } = entry as Partial<Record<keyof Identity, unknown>>;
  const texts = [rule, domain, element].every((one) => typeof one === 'string');
  return texts && typeof occurrence === 'number';
}

const keyOf = ({ rule, domain, element, occurrence }: Identity): string =>
  JSON.stringify([rule, domain, element, occurrence]);

function baselineOf(entries: readonly Identity[], mode: BaselineMode): Baseline {
  const known = new Map(entries.map((entry) => [keyOf(entry), entry]));
  const found = new Map<string, Identity>();
  const seenDomains = new Set<string>();
  const isGone = ([key, { domain }]: Entry): boolean => seenDomains.has(domain) && !found.has(key);
  const kept = (): readonly Entry[] => {
    const old = [...known].filter((entry) => mode === 'read' || !isGone(entry));
    return [...new Map([...old, ...(mode === 'update' ? found : [])])].sort(byKey);
  };
  return {
    without: (file) => {
      seenDomains.add(file.domain ?? slashed(file.path));
      const identities = identitiesOf(file);
      const findings = file.findings.filter((_, index) => {
        const identity = identities[index];
        if (identity === undefined) return true;
        const key = keyOf(identity);
        found.set(key, identity);
        return mode !== 'update' && !known.has(key);
      });
      return { ...file, findings };
    },
    unmet: () => [...known].filter(isGone).length,
    count: () => kept().length,
    text: () => {
      const findings = kept().map(([, identity]) => `    ${JSON.stringify(identity)}`);
      const list = findings.length === 0 ? '[]' : `[\n${findings.join(',\n')}\n  ]`;
      return `{\n  "version": 1,\n  "note": ${JSON.stringify(NOTE)},\n  "findings": ${list}\n}\n`;
    },
  };
}

type Entry = readonly [string, Identity];

const byKey = ([a]: Entry, [b]: Entry): number => (a < b ? -1 : 1);
