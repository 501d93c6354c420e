import { FORMAT_NAMES, type HostDescription } from './hostFile.ts';
import type { HostNode, HostTopology } from './topology.ts';

/** A description and the file that it stands in. */
export interface SourcedDescription extends HostDescription {
  readonly file: string;
}

/** One fact of a merged host, for people: what it is, and which descriptions state what is used. */
export interface FactSource {
  readonly fact: (typeof FACTS)[number]['fact'];
  /** `numactl.txt (numactl --hardware)`, in the order given; empty when nothing is known. */
  readonly sources: readonly string[];
}

/**
 * Where each fact of the merged host comes from: for every node and CPU, the first description that states just what is
 * used. A fact that no description states has no source.
 */
export function factSources(
  merged: HostTopology,
  descriptions: readonly SourcedDescription[],
): readonly FactSource[] {
  return FACTS.map(({ fact, values }) => {
    const used = new Set<SourcedDescription>();
    const told = descriptions.map(({ topology }) => values(topology));
    for (const [key, value] of values(merged)) {
      const index = told.findIndex((one) => one.get(key) === value);
      const fallback = index < 0 ? told.findIndex((one) => one.has(key)) : index;
      const source = descriptions[fallback];
      if (source !== undefined) used.add(source);
    }
    const names = descriptions.filter((one) => used.has(one)).map(nameOf);
    return { fact, sources: [...new Set(names)] };
  });
}

function nameOf({ file, format }: SourcedDescription): string {
  return `${file} (${FORMAT_NAMES[format]})`;
}

type Values = ReadonlyMap<string, string>;

const FACTS = [
  { fact: 'nodes', values: (host: HostTopology) => ofNodes(host, ({ id }) => String(id)) },
  {
    fact: 'memory',
    values: (host: HostTopology) => ofNodes(host, ({ total }) => total?.toString()),
  },
  { fact: 'free', values: (host: HostTopology) => ofNodes(host, ({ free }) => free?.toString()) },
  {
    fact: 'reserve',
    values: (host: HostTopology) =>
      new Map([
        ...ofNodes(host, ({ reserve }) => reserve?.toString()),
        ...one('all', host.reservePerNode?.toString()),
      ]),
  },
  { fact: 'CPUs', values: (host: HostTopology) => ofNodes(host, ({ cpus }) => cpus?.join()) },
  { fact: 'huge pages', values: poolValues },
  { fact: 'distances', values: distanceValues },
  { fact: 'caches', values: cacheValues },
  {
    fact: 'PCI devices',
    values: (host: HostTopology) => ofNodes(host, ({ pciDevices }) => pciDevices?.join()),
  },
  {
    fact: 'SGX',
    values: (host: HostTopology) => ofNodes(host, ({ sgxSection }) => sgxSection?.toString()),
  },
  { fact: 'threads', values: (host: HostTopology) => ofCpus(host) },
  {
    fact: 'versions',
    values: (host: HostTopology): Values =>
      new Map(releasesOf(host).map(({ of, version }) => [of, version])),
  },
] as const;

/** The releases that are stated, as text. */
export function releasesOf({
  versions = {},
}: HostTopology): readonly { readonly of: string; readonly version: string }[] {
  return (['libvirt', 'qemu', 'kernel'] as const).flatMap((of) => {
    const version = versions[of];
    return version === undefined ? [] : [{ of, version: version.join('.') }];
  });
}

function ofNodes(host: HostTopology, read: (node: HostNode) => string | undefined): Values {
  return new Map([...host.nodes.values()].flatMap((node) => one(String(node.id), read(node))));
}

function one(key: string, value: string | undefined): readonly (readonly [string, string])[] {
  return value === undefined ? [] : [[key, value]];
}

function poolValues(host: HostTopology): Values {
  return new Map(
    [...host.nodes.values()].flatMap(({ id, pools }) =>
      [...(pools?.values() ?? [])].flatMap(({ size, total, free }) => [
        ...one(`${String(id)} ${String(size)} total`, total?.toString()),
        ...one(`${String(id)} ${String(size)} free`, free?.toString()),
      ]),
    ),
  );
}

function cacheValues({ resctrl }: HostTopology): Values {
  const caches = resctrl?.caches.map(({ level, id, size }) => [level, id, size].join(' '));
  return new Map(one('all', caches?.join()));
}

function distanceValues(host: HostTopology): Values {
  return new Map(
    [...(host.distances ?? [])].flatMap(([from, row]) =>
      [...row].map(([to, value]) => [`${String(from)} ${String(to)}`, String(value)] as const),
    ),
  );
}

function ofCpus(host: HostTopology): Values {
  const written = new Map<readonly number[], string>();
  return new Map(
    [...host.cpus.values()].flatMap(({ id, siblings }) => {
      if (siblings === undefined) return [];
      const text = written.get(siblings) ?? siblings.join();
      written.set(siblings, text);
      return one(String(id), text);
    }),
  );
}
