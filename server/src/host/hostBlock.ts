import type { Problem } from '../text/finding.ts';
import type { SourceRange } from '../text/range.ts';
import type { HostFormat } from './hostFile.ts';
import type { HostTopology } from './topology.ts';

/** One description of a host that was recognised within a text. */
export interface HostBlock {
  readonly format: HostFormat;
  /** Where it begins: the place for findings on the description as a whole. */
  readonly range: SourceRange;
  /** Undefined when what was read cannot be trusted to be whole. */
  readonly topology: HostTopology | undefined;
  readonly problems: readonly Problem[];
}

/** Words from a host file for a message: in quotes, on one line, and cut where they are long. */
export function quoted(written: string): string {
  const line = written.slice(0, 100).replace(/\s+/g, ' ').trim();
  return line.length > 40 ? `'${line.slice(0, 40)}…'` : `'${line}'`;
}

export function badValue(range: SourceRange, message: string): Problem {
  return { rule: 'host/bad-value', range, message };
}
