import type { Document } from '@xmldom/xmldom';
import type { SuppressedFinding } from '../analysis/suppressions.ts';
import { SEVERITIES, type Finding, type Severity } from '../text/finding.ts';

/**
 * linted: a libvirt domain or a host file; not-a-domain: any other text; excluded: the user wants it left alone;
 * unreadable: no text could be had.
 */
export type FileStatus = 'linted' | 'not-a-domain' | 'excluded' | 'unreadable';

/** What became of one file. */
export interface FileReport {
  /** As the user gave it; a file found in a folder has the folder as given before it. */
  readonly path: string;
  readonly status: FileStatus;
  /** The name of the (first) domain, where it has one. */
  readonly domain: string | undefined;
  /** The text in which the findings' offsets count; empty for what was not read. */
  readonly text: string;
  readonly findings: readonly Finding[];
  /** Why there is no text to be had. */
  readonly error?: string;
  /** What a comment or the configuration suppresses: formats that keep such things tell it. */
  readonly suppressed?: readonly SuppressedFinding[];
  /** The tree that stands for the text; undefined for what is no domain. */
  readonly document?: () => Document;
}

/** A path as machines that read reports want it on every system: with `/` between folders, and none for the folder that it starts in. */
export function slashed(path: string): string {
  return path.replaceAll('\\', '/').replace(/^(?:\.\/+)+/, '');
}

/** How many files of each status and how many findings of each severity there are. */
export interface Tally {
  readonly statuses: Readonly<Record<FileStatus, number>>;
  readonly severities: Readonly<Record<Severity, number>>;
}

export const EMPTY_TALLY: Tally = {
  statuses: { linted: 0, 'not-a-domain': 0, excluded: 0, unreadable: 0 },
  severities: { error: 0, warning: 0, information: 0, hint: 0 },
};

/** The tally with one more file in it. */
export function tallied({ statuses, severities }: Tally, file: FileReport): Tally {
  const counts = { ...severities };
  for (const { severity } of file.findings) counts[severity]++;
  return {
    statuses: { ...statuses, [file.status]: statuses[file.status] + 1 },
    severities: counts,
  };
}

/** Whether something as severe as the level, or more so, was found. */
export function reaches({ severities }: Tally, level: Severity): boolean {
  return SEVERITIES.slice(0, SEVERITIES.indexOf(level) + 1).some((one) => severities[one] > 0);
}
