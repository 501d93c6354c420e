import type { FileReport } from '../report/fileReport.ts';
import { identitiesOf, type Identity } from '../report/fingerprint.ts';

/** Findings that were there when the baseline was taken, and are not told again: new ones are. */
export interface Baseline {
  /** The file's report without the findings that the baseline knows. */
  readonly without: (file: FileReport) => FileReport;
  /** How many of its findings were not met again. */
  readonly unmet: () => number;
  /** What a baseline file holds: of all that was seen, or (`prune`) of what the baseline knew and was met again. */
  readonly text: (which: 'seen' | 'met') => string;
}

const NOTE =
  'Findings that are known and not told again. Written by libvirt-xml lint --baseline FILE --update-baseline.';

/** Reads a baseline; `problem` says what is wrong with one that is none. undefined stands for a file that is not there yet. */
export function readBaseline(
  text: string | undefined,
): { readonly baseline: Baseline } | { readonly problem: string } {
  if (text === undefined) return { baseline: baselineOf([]) };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { problem: 'it is no JSON' };
  }
  const entries = entriesOf(json);
  if (entries === undefined)
    return { problem: 'it is no baseline: {"version":1,"findings":[…]} is expected' };
  return { baseline: baselineOf(entries) };
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

function baselineOf(entries: readonly Identity[]): Baseline {
  const known = new Set(entries.map(keyOf));
  const met = new Set<string>();
  const seen = new Map<string, Identity>();
  return {
    without: (file) => {
      const identities = identitiesOf(file);
      const findings = file.findings.filter((_, index) => {
        const identity = identities[index];
        if (identity === undefined) return true;
        const key = keyOf(identity);
        seen.set(key, identity);
        if (known.has(key)) met.add(key);
        return !known.has(key);
      });
      return { ...file, findings };
    },
    unmet: () => known.size - met.size,
    text: (which) => {
      const kept = [...seen].filter(([key]) => which === 'seen' || met.has(key)).sort(byKey);
      const findings = kept.map(([, identity]) => `    ${JSON.stringify(identity)}`).join(',\n');
      const list = findings === '' ? '[]' : `[\n${findings}\n  ]`;
      return `{\n  "version": 1,\n  "note": ${JSON.stringify(NOTE)},\n  "findings": ${list}\n}\n`;
    },
  };
}

const byKey = ([a]: readonly [string, Identity], [b]: readonly [string, Identity]): number =>
  a < b ? -1 : 1;
