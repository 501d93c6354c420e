import {
  bytes,
  cpuId,
  nodeId,
  type HostNode,
  type HostTopology,
} from '../../server/src/host/topology.ts';

export const MIB = 1024n * 1024n;

interface Shape {
  /** MiB. */
  readonly sizes: readonly number[];
  /** CPUs of each node. */
  readonly cpus: readonly number[];
  readonly distances: readonly (readonly number[])[];
  /** 2 MiB pages of each node. */
  readonly pages?: readonly number[];
}

/** The emulated machines on which the rows of `kernel-placement.json` were measured. */
const SHAPES: Readonly<Record<string, Shape>> = {
  three: {
    sizes: [1536, 1664, 1280],
    cpus: [2, 2, 2],
    distances: [
      [10, 20, 20],
      [20, 10, 20],
      [20, 20, 10],
    ],
  },
  four: {
    sizes: [1024, 768, 768, 0],
    cpus: [2, 2, 2, 2],
    distances: [
      [10, 22, 16, 28],
      [22, 10, 28, 16],
      [16, 28, 10, 22],
      [28, 16, 22, 10],
    ],
  },
  cxl: {
    sizes: [1024, 1024, 768],
    cpus: [2, 2, 0],
    distances: [
      [10, 21, 34],
      [21, 10, 24],
      [34, 24, 10],
    ],
  },
  huge: {
    sizes: [1536, 1536],
    cpus: [4, 4],
    distances: [
      [10, 21],
      [21, 10],
    ],
    pages: [64, 192],
  },
};

/** A measured machine with so many MiB free on its nodes. @throws for a name that no row has */
export function measuredHost(
  name: string,
  free: Readonly<Record<string, number>> = {},
): HostTopology {
  const shape = SHAPES[name];
  if (shape === undefined) throw new Error(`no measured host ${name}`);
  let next = 0;
  const nodes = shape.sizes.map((size, id): HostNode => {
    const cpus = Array.from({ length: shape.cpus[id] ?? 0 }, () => cpuId(next++));
    const pageSize = bytes(2n * MIB);
    const count = shape.pages?.[id];
    return {
      id: nodeId(id),
      cpus,
      total: bytes(BigInt(size) * MIB),
      free: bytes(BigInt(free[id] ?? size) * MIB),
      pools:
        count === undefined
          ? new Map()
          : new Map([[pageSize, { size: pageSize, total: count, free: count }]]),
    };
  });
  return {
    name,
    nodes: new Map(nodes.map((node) => [node.id, node])),
    cpus: new Map(
      nodes.flatMap(({ id, cpus }) => (cpus ?? []).map((cpu) => [cpu, { id: cpu, node: id }])),
    ),
    distances: new Map(
      shape.distances.map((row, from) => [
        nodeId(from),
        new Map(row.map((distance, to) => [nodeId(to), distance])),
      ]),
    ),
  };
}
