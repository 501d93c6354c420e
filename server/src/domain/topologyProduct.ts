import type { Topology } from './model.ts';

/** The number of vCPUs that a CPU topology makes; undefined when one of its numbers is missing or bad. */
export function topologyProduct(topology: Topology): bigint | undefined {
  let product = 1n;
  for (const { value } of partsOf(topology)) {
    if (value === undefined) return undefined;
    product *= BigInt(value);
  }
  return product;
}

/** Its numbers from sockets to threads; dies and clusters only where they are written. */
export function partsOf({ sockets, dies, clusters, cores, threads }: Topology): readonly {
  readonly name: string;
  readonly value: number | undefined;
}[] {
  return [
    { name: 'sockets', value: sockets?.value },
    ...(dies === undefined ? [] : [{ name: 'dies', value: dies.value }]),
    ...(clusters === undefined ? [] : [{ name: 'clusters', value: clusters.value }]),
    { name: 'cores', value: cores?.value },
    { name: 'threads', value: threads?.value },
  ];
}
