import { defaultReserve, ownReserve } from '../host/reserve.ts';
import type { HostNode, HostTopology, Versions } from '../host/topology.ts';
import type { ConfiguredHost } from './configuration.ts';

/** What the files say of a host, completed by what the configuration says of it: its name, its reserve, its versions. */
export function configuredTopology(host: ConfiguredHost, read: HostTopology): HostTopology {
  const { perNode, byNode } = host.reserve;
  const nodes = [...read.nodes.values()].map((node): HostNode => {
    const stated =
      byNode.get(node.id) ?? ownReserve(node, read.reservePerNode) ?? perNode ?? node.reserve;
    const reserve = defaultReserve(node.total, stated);
    return reserve === undefined ? node : { ...node, reserve };
  });
  return {
    ...read,
    name: host.name.value,
    nodes: new Map(nodes.map((node) => [node.id, node])),
    ...(perNode === undefined ? {} : { reservePerNode: perNode }),
    versions: versionsOn(host, read),
  };
}

/** The software on a host: what the configuration states goes before what the files say. */
export function versionsOn(host: ConfiguredHost, read: HostTopology | undefined): Versions {
  return { ...read?.versions, ...host.versions };
}
