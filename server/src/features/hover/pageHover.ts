import type { Analysis } from '../../analysis/analyze.ts';
import { backingOf, demandOf } from '../../domain/demand.ts';
import type { Cell, DomainModel, Page } from '../../domain/model.ts';
import { bindingsOf } from '../../domain/policy.ts';
import { formatBytes, formatIdSet } from '../../host/format.ts';
import type { Bytes, HostTopology } from '../../host/topology.ts';
import { table } from '../markdown.ts';
import { hugePageFit, poolsOf } from './hugePageFit.ts';
import { hostLine } from './nodeTable.ts';
import { storedSet } from './setHover.ts';
import { counted, named, paragraphs } from './words.ts';

const MOST_ROWS = 16;

/** A huge page entry: for which guest cells it is, how many pages each needs, and what the pools on their nodes hold. */
export function pageHover(
  { world: { host } }: Analysis,
  domain: DomainModel,
  page: Page,
): string | undefined {
  const size = page.bytes;
  if (size === undefined) return undefined;
  const base = host?.pageSize ?? 4096n;
  const isBase = size === base;
  const users = isBase ? [] : usersOf(domain, page, base);
  return paragraphs([
    `**Pages of ${formatBytes(size)}** for ${ownersText(domain, page, users)}.`,
    isBase ? 'That is the ordinary page size: no huge pages are used.' : undefined,
    !isBase && host !== undefined ? missingPool(host, size) : undefined,
    host && shortPools(domain, host, users),
    users.length > 0 ? usage(domain, host, size, users) : undefined,
    page.nodeset?.value && storedSet(page.nodeset.text, page.nodeset.value),
    isBase ? undefined : 'All of them are taken from the pools when the guest starts.',
  ]);
}

/** The cells that the entry serves; undefined stands for the whole guest without cells. */
function usersOf(domain: DomainModel, page: Page, base: bigint): readonly (Cell | undefined)[] {
  const candidates = domain.cells.length === 0 ? [undefined] : domain.cells;
  return candidates.filter((cell) => {
    const backing = backingOf(domain, cell, base);
    return backing.kind === 'huge' && backing.page === page;
  });
}

function ownersText(domain: DomainModel, page: Page, users: readonly (Cell | undefined)[]): string {
  const written = page.nodeset?.value?.values;
  if (written !== undefined) return `guest ${named('cell', written)}, not for host nodes`;
  if (domain.cells.length === 0) return 'the whole guest';
  const ids = users.flatMap((cell) => cell?.cellId ?? []);
  return ids.length === 0 ? 'the other guest cells' : `guest ${named('cell', ids)}`;
}

function missingPool(host: HostTopology, size: Bytes): string | undefined {
  const nodes = [...host.nodes.values()];
  if (nodes.some(({ pools }) => pools === undefined)) return undefined;
  const { total } = poolsOf(host, [...host.nodes.keys()], size);
  if (total !== 0) return undefined;
  return `**This host has no pages of ${formatBytes(size)}**: the guest does not start.`;
}

/** Says which bindings want more pages than their nodes have; empty when none does. */
function shortPools(
  domain: DomainModel,
  host: HostTopology,
  users: readonly (Cell | undefined)[],
): string {
  const own = bindingsOf(domain).filter(({ cell }) => users.includes(cell));
  const elements = [...new Set(own.map(({ from }) => from))];
  return elements
    .flatMap((element) => {
      const bindings = own.filter(({ from }) => from === element);
      const [first] = bindings;
      const nodes = first?.nodeset.value?.values ?? [];
      if (first === undefined || nodes.some((id) => !host.nodes.has(id))) return [];
      return hugePageFit({ domain, host, bindings, mode: first.mode, nodes });
    })
    .filter((sentence) => sentence.startsWith('**'))
    .slice(0, 4)
    .join(' ');
}

function usage(
  domain: DomainModel,
  host: HostTopology | undefined,
  size: Bytes,
  users: readonly (Cell | undefined)[],
): string {
  const bindings = new Map(bindingsOf(domain).map((binding) => [binding.cell, binding]));
  const rows = users.slice(0, MOST_ROWS).map((cell) => {
    const nodes = bindings.get(cell)?.nodeset.value?.values;
    const demand = demandOf(domain, cell);
    const from = nodes ?? [...(host?.nodes.keys() ?? [])];
    const pools = host && poolsOf(host, from, size);
    return [
      cell === undefined ? 'whole guest' : String(cell.cellId ?? '?'),
      demand === undefined ? '?' : String((demand + size - 1n) / size),
      nodes === undefined ? '*any*' : formatIdSet(nodes),
      pools?.total === undefined ? '' : String(pools.total),
      pools?.free === undefined ? '' : String(pools.free),
    ];
  });
  const left = users.length - rows.length;
  const columns = [
    { title: 'guest cell', align: 'right' },
    { title: 'pages needed', align: 'right' },
    { title: 'host nodes' },
    { title: 'in their pools', align: 'right' },
    { title: 'free (snapshot)', align: 'right' },
  ] as const;
  const more = left > 0 ? [`and ${counted(left, 'more cell')}`] : [];
  const below = [...more, ...(host === undefined ? [] : [hostLine(host)])].join('; ');
  return [table(columns, rows), ...(below === '' ? [] : ['', below])].join('\n');
}
