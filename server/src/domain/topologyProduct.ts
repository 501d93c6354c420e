import type { Version } from '../host/topology.ts';
import type { Topology } from './model.ts';
import { isStatedBefore } from './versions.ts';

/** The releases that brought them (libvirt's NEWS.rst); older ones drop what is written. */
export const DIES: Version = [6, 1];
export const CLUSTERS: Version = [10, 1];

/** The number of vCPUs that a CPU topology makes for the stated libvirt; undefined when one of its numbers is missing or bad. */
export function topologyProduct(
  topology: Topology,
  libvirt: Version | undefined,
): bigint | undefined {
  let product = 1n;
  for (const { value } of partsOf(topology, libvirt)) {
    if (value === undefined) return undefined;
    product *= BigInt(value);
  }
  return product;
}

/** Its numbers from sockets to threads; dies and clusters only where they are written, and read by the stated libvirt. */
export function partsOf(
  { sockets, dies, clusters, cores, threads }: Topology,
  libvirt: Version | undefined,
): readonly { readonly name: string; readonly value: number | undefined }[] {
  const isRead = (part: unknown, since: Version) =>
    part !== undefined && !isStatedBefore(libvirt, since);
  return [
    { name: 'sockets', value: sockets?.value },
    ...(isRead(dies, DIES) ? [{ name: 'dies', value: dies?.value }] : []),
    ...(isRead(clusters, CLUSTERS) ? [{ name: 'clusters', value: clusters?.value }] : []),
    { name: 'cores', value: cores?.value },
    { name: 'threads', value: threads?.value },
  ];
}
