import type { Problem } from '../text/finding.ts';
import type { HostTopology } from './topology.ts';

/** The formats in which a host may be described. */
export type HostFormat = 'virsh-capabilities' | 'numactl-hardware' | 'json';

/** One host file after reading. Its problems carry rule ids `host/…` and ranges in its own text. */
export interface HostFileReading {
  /** Every format recognised in the text, in order; empty for a text that is no host file. */
  readonly formats: readonly HostFormat[];
  /** The facts found; undefined when there are none to use. */
  readonly topology: HostTopology | undefined;
  readonly problems: readonly Problem[];
}
