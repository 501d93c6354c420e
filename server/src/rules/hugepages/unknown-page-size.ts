import { backingsOf } from '../../domain/demand.ts';
import { writeSize } from '../../domain/sizeText.ts';
import type { Page } from '../../domain/model.ts';
import { withPageSize } from '../../domain/whatIf.ts';
import { formatBytes } from '../../host/format.ts';
import { bytes, type Bytes, type HostTopology } from '../../host/topology.ts';
import { harmless } from '../../placement/hazards.ts';
import { pageClaimsOf, type PageClaim } from '../../placement/pools.ts';
import type { Fix } from '../../text/finding.ts';
import { hostRule, type HostContext, type Report } from '../rule.ts';
import { listed } from '../words.ts';

export default hostRule(
  {
    id: 'hugepages/unknown-page-size',
    severity: 'error',
    summary: 'The host has no huge pages of the size that the guest asks for',
    why: 'libvirt refuses to start the guest where no hugetlbfs of that size is mounted, and QEMU where its pool is empty.',
    reference: 'https://libvirt.org/formatdomain.html#memory-backing',
    fix: 'suggested',
    since: '0.1.0',
    about: ['hugepages', 'pagesize'],
    judges: 'host capacity',
    needs: ['pools'],
  },
  function* (context) {
    const { domain, host } = context;
    const pools = poolsOf(host);
    const huge = domain.memoryBacking?.hugepages;
    if (pools === undefined) return;
    if (huge?.pages.length === 0 && [...pools.values()].every((pages) => pages === 0))
      yield {
        range: huge.source.name,
        message: 'the host has no huge pages: all its pools are empty',
      };
    const backingOf = backingsOf(domain, host.pageSize);
    const cells = domain.cells.length > 0 ? domain.cells : [undefined];
    const used = cells
      .map(backingOf)
      .flatMap((backing) => (backing.kind === 'huge' ? (backing.page ?? []) : []));
    const pages = new Set(used);
    for (const page of pages) {
      if (page.bytes === undefined || page.size === undefined) continue;
      const words = lackOf(page.bytes, pools);
      if (words === undefined) continue;
      const fixes = pages.size > PAGES_LIMIT ? [] : fixesFor(context, page, pools);
      yield { range: page.size.range, message: words, fixes };
    }
    for (const { pagesize } of domain.memoryDevices) yield* checkDevice(pagesize, pools, host);
  },
);

/** No guest has more page sizes: beyond them no fix is weighed. */
const PAGES_LIMIT = 16;

/** For each page size the pages of all nodes; undefined when they are not known of all. */
function poolsOf(host: HostTopology): ReadonlyMap<Bytes, number> | undefined {
  const pools = new Map<Bytes, number>();
  for (const node of host.nodes.values()) {
    if (node.pools === undefined) return undefined;
    for (const { size, total } of node.pools.values()) {
      if (total === undefined) return undefined;
      pools.set(size, (pools.get(size) ?? 0) + total);
    }
  }
  return pools;
}

/** What is wrong with a page size on this host. */
function lackOf(size: Bytes, pools: ReadonlyMap<Bytes, number>): string | undefined {
  const total = pools.get(size);
  if (total !== undefined && total > 0) return undefined;
  const filled = [...pools].filter(([, pages]) => pages > 0).map(([each]) => each);
  const others = filled.sort((a, b) => (a < b ? -1 : 1)).map(formatBytes);
  const has = others.length === 0 ? 'no huge pages at all' : `pages of ${listed(others)}`;
  return total === undefined
    ? `the host has no pages of ${formatBytes(size)}; it has ${has}`
    : `the host's pools of ${formatBytes(size)} pages are empty; it has ${has}`;
}

function* checkDevice(
  pagesize: HostContext['domain']['memoryDevices'][number]['pagesize'],
  pools: ReadonlyMap<Bytes, number>,
  { pageSize = bytes(4096n) }: HostTopology,
): Generator<Report> {
  if (pagesize?.bytes === undefined || pagesize.content === undefined) return;
  const message = pagesize.bytes === pageSize ? undefined : lackOf(pagesize.bytes, pools);
  if (message !== undefined) yield { range: pagesize.content.range, message };
}

/** Sizes that the host has, that divide the memory, and of which there are enough. */
function fixesFor(context: HostContext, page: Page, pools: ReadonlyMap<Bytes, number>): Fix[] {
  const { domain, host } = context;
  const number = page.size;
  const isHarmless = harmless(context);
  if (number === undefined) return [];
  const offered = [...pools].filter(([, pages]) => pages > 0).map(([size]) => size);
  return offered
    .sort((a, b) => (a > b ? -1 : 1))
    .filter((size) => {
      const after = withPageSize(domain, page, size);
      const isWhole = ({ demand, pageSize }: PageClaim) => demand % pageSize === 0n;
      return isHarmless(after) && pageClaimsOf(after, host).every(isWhole);
    })
    .map((size) => ({
      title: `Take pages of ${formatBytes(size)}`,
      safe: false,
      edits: writeSize({ element: page, number, unit: page.unit }, size),
    }));
}
