import { formatBytes } from '../../host/format.ts';
import type { HostTopology } from '../../host/topology.ts';
import type { CellId, IothreadId, Suggestion, VcpuId } from '../define.ts';
import { GREATEST_MEMBER } from './setItem.ts';
import { wholeNumber } from './wholeNumber.ts';

export const guestCellId = wholeNumber<CellId>(
  'a guest cell id',
  'A **guest NUMA cell**: the `id` of a `<cell>` under `<cpu><numa>`, counted from 0. Not a host node.',
  {},
  ({ cells }) => cells.map((cell) => ({ text: String(cell), detail: `guest cell ${cell}` })),
);

export const vcpuId = wholeNumber<VcpuId>(
  'a vCPU id',
  'A **guest vCPU**, counted from 0.',
  {},
  ({ vcpus }) =>
    Array.from({ length: Math.min(vcpus ?? 0, 64) }, (_, id) => ({
      text: String(id),
      detail: `vCPU ${id} of ${vcpus ?? 0}`,
    })),
);

export const iothreadId = wholeNumber<IothreadId>(
  'an iothread id',
  'An **I/O thread**, counted from 1.',
  { min: 1 },
);

export const vcpuCount = wholeNumber<number>('a number of vCPUs', 'How many vCPUs there are.', {
  min: 1,
  max: GREATEST_MEMBER,
});

export const count = wholeNumber<number>('a number', 'A whole number.');

/** Zero is refused (libvirt src/conf/cpu_conf.c virCPUDefParseXML). */
export const positiveCount = wholeNumber<number>('a count', 'A whole number, at least 1.', {
  min: 1,
});

/** The page sizes of a host's pools, as numbers of KiB. */
export function pageSizeSuggestions(host: HostTopology): Suggestion[] {
  const sizes = new Map<bigint, number>();
  for (const node of host.nodes.values())
    for (const pool of node.pools?.values() ?? [])
      sizes.set(pool.size, (sizes.get(pool.size) ?? 0) + (pool.total ?? 0));
  return [...sizes]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([size, total]) => ({
      text: String(size / 1024n),
      detail: `${formatBytes(size)} pages; ${total} in the host's pools`,
    }));
}
