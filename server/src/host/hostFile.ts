import type { Problem } from '../text/finding.ts';
import type { HostTopology } from './topology.ts';

/** The formats in which a host may be described. */
export type HostFormat = keyof typeof FORMAT_NAMES;

/** What people call each format: the command that prints it. */
export const FORMAT_NAMES = {
  'virsh-capabilities': 'virsh capabilities',
  'virsh-freecell': 'virsh freecell',
  'virsh-freepages': 'virsh freepages',
  'virsh-nodememstats': 'virsh nodememstats',
  'virsh-nodedev': 'virsh nodedev-dumpxml',
  'virsh-domcapabilities': 'virsh domcapabilities',
  'numactl-hardware': 'numactl --hardware',
  numastat: 'numastat -m',
  lscpu: 'lscpu',
  'lscpu-table': 'lscpu -e/-p',
  lstopo: 'lstopo --of xml',
  sysfs: '/sys',
  versions: 'versions',
  json: 'JSON',
} as const;

/** One description within a host file. */
export interface HostDescription {
  readonly format: HostFormat;
  readonly topology: HostTopology;
}

/** One host file after reading. Its problems carry rule ids `host/…` and ranges in its own text. */
export interface HostFileReading {
  /** Every format recognised in the text, in order; empty for a text that is no host file. */
  readonly formats: readonly HostFormat[];
  /** What each usable description says, in order. */
  readonly descriptions: readonly HostDescription[];
  /** The facts found; undefined when there are none to use. */
  readonly topology: HostTopology | undefined;
  readonly problems: readonly Problem[];
}
