import { compareVersions, type Version, type Versions } from '../host/topology.ts';

/** Whether a release is stated that is older than the given one. */
export function isStatedBefore(stated: Version | undefined, release: Version): boolean {
  return stated !== undefined && compareVersions(stated, release) < 0;
}

/** `8.0.0` */
export function formatVersion(version: Version): string {
  return version.join('.');
}

/** What stands on a host between `preferred` and several nodes, as far as versions are stated. */
export interface SeveralPreferred {
  /** Software that is stated to be too old: the guest does not start. */
  readonly refusedBy: readonly string[];
  /** Releases that are needed to start, of software whose version is not stated. */
  readonly needed: readonly string[];
  /** Whether QEMU takes its memory from the lowest node only; undefined when its version is not stated. */
  readonly lowestOnly: boolean | undefined;
}

/**
 * Several nodes in the preferred mode of `<memory>` need libvirt 9.0 and Linux 5.15 (src/util/virnuma.c
 * virNumaSetupMemoryPolicy); QEMU before 8.0 takes its memory from the lowest of them.
 */
export function severalPreferred({ libvirt, kernel, qemu }: Versions): SeveralPreferred {
  const refusedBy = [];
  const needed = [];
  if (libvirt === undefined) needed.push('libvirt 9.0');
  else if (isStatedBefore(libvirt, [9, 0])) refusedBy.push(`libvirt ${formatVersion(libvirt)}`);
  if (kernel === undefined) needed.push('Linux 5.15');
  else if (isStatedBefore(kernel, [5, 15])) refusedBy.push(`Linux ${formatVersion(kernel)}`);
  return { refusedBy, needed, lowestOnly: qemu && isStatedBefore(qemu, [8, 0]) };
}
