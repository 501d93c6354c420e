import { factSources, releasesOf, type SourcedDescription } from '../host/factSources.ts';
import { formatBytes, formatCount, formatIdSet } from '../host/format.ts';
import type { HostNode, HostTopology } from '../host/topology.ts';
import { visible } from './visible.ts';

/** A host for people: a table of its nodes, its releases, and where each fact comes from. `?` is unknown. */
export function hostTable(host: HostTopology, descriptions: readonly SourcedDescription[]): string {
  const { partial, distances } = host;
  const nodes = [...host.nodes.values()];
  const found = host.numa === false ? 'no NUMA' : formatCount(nodes.length, 'node');
  const heading = `${host.name}: ${found}${partial === true ? ', perhaps more' : ''}`;
  const ids = nodes.map(({ id }) => id);
  const rows = nodes.map((node) => [
    ...nodeCells(node),
    ...(distances === undefined
      ? []
      : [ids.map((to) => String(distances.get(node.id)?.get(to) ?? '?')).join(' ')]),
  ]);
  const titles = ['node', 'CPUs', 'memory', 'free', 'reserve', 'huge pages'];
  const releases = releasesOf(host).map(({ of, version }) => `${of} ${version}`);
  // Few people divide caches or pass devices through: that nothing is known of them is no news.
  const sources = factSources(host, descriptions)
    .filter(
      ({ fact, sources: from }) => from.length > 0 || (fact !== 'caches' && fact !== 'PCI devices'),
    )
    .map(({ fact, sources: from }) => [
      fact,
      from.length === 0 ? 'unknown' : visible(from.join(', ')),
    ]);
  const parts = [
    `${visible(heading)}\n`,
    rows.length === 0
      ? ''
      : table([[...titles, ...(distances === undefined ? [] : ['distances'])], ...rows]),
    dividedText(host),
    devicesText(host) + sectionsText(host),
    releases.length === 0 ? '' : `${releases.join(', ')}\n`,
    table([['fact', 'from'], ...sources]),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

/** What the kernel's resctrl can divide: a line for each level of caches, and one for bandwidth. */
function dividedText({ resctrl }: HostTopology): string {
  const divided = (resctrl?.caches ?? []).filter(({ controls }) => controls.size > 0);
  const levels = [...new Set(divided.map(({ level }) => level))];
  const lines = levels.map((level) => {
    const banks = divided.filter((bank) => bank.level === level);
    const ids = formatIdSet(banks.map(({ id }) => id));
    const steps = [...(banks[0]?.controls ?? [])].map(
      ([type, { granularity }]) => `${type} in steps of ${formatBytes(granularity)}`,
    );
    return `caches of level ${String(level)}: ${ids}, ${formatBytes(banks[0]?.size ?? 0n)} each, ${steps.join(', ')}\n`;
  });
  const controllers = [...(resctrl?.bandwidth.keys() ?? [])];
  if (controllers.length > 0) lines.push(`bandwidth controllers: ${formatIdSet(controllers)}\n`);
  return lines.join('');
}

function devicesText({ nodes }: HostTopology): string {
  return [...nodes.values()]
    .flatMap(({ id, pciDevices }) =>
      pciDevices === undefined ? [] : [`PCI devices of node ${id}: ${pciDevices.join(', ')}\n`],
    )
    .join('');
}

function sectionsText({ nodes }: HostTopology): string {
  const sections = [...nodes.values()].flatMap(({ id, sgxSection }) =>
    sgxSection === undefined ? [] : [`node ${id} ${formatBytes(sgxSection)}`],
  );
  return sections.length === 0 ? '' : `SGX sections: ${sections.join(', ')}\n`;
}

function nodeCells(node: HostNode): readonly string[] {
  const size = (bytes: bigint | undefined): string =>
    bytes === undefined ? '?' : formatBytes(bytes);
  const pools = [...(node.pools?.values() ?? [])].map((pool) => {
    const free = pool.free === undefined ? '' : ` (${String(pool.free)} free)`;
    return `${String(pool.total ?? '?')} of ${formatBytes(pool.size)}${free}`;
  });
  return [
    String(node.id),
    node.cpus === undefined ? '?' : formatIdSet(node.cpus) || 'none',
    size(node.total),
    size(node.free),
    node.reserve === undefined ? '-' : formatBytes(node.reserve),
    node.pools === undefined ? '?' : pools.join(', ') || 'none',
  ];
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}
