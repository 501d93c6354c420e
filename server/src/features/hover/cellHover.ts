import type { Analysis } from '../../analysis/analyze.ts';
import { backingOf } from '../../domain/demand.ts';
import type { Cell, DomainModel } from '../../domain/model.ts';
import { cellOfVcpu, vcpuCountOf } from '../../domain/pins.ts';
import { bindingsOf, memoryPolicy } from '../../domain/policy.ts';
import { formatBytes } from '../../host/format.ts';
import type { CellId, VcpuId } from '../../vocabulary/define.ts';
import { figures, verdict } from './bindingHover.ts';
import { named, paragraphs } from './words.ts';

/** A guest cell: its size, its vCPUs, and the host nodes that its memory comes from. */
export function cellHover(analysis: Analysis, domain: DomainModel, cell: Cell): string {
  const binding = bindingsOf(domain).find((each) => each.cell === cell);
  const { host } = analysis.world;
  return paragraphs([
    `**Guest ${cell.cellId === undefined ? 'cell' : `cell ${cell.cellId}`}**, not a host node: ${[...sizeOf(domain, cell), vcpusOf(domain, cell)].join(', ')}.`,
    binding === undefined
      ? unbound(domain)
      : `Its memory comes from host ${named('node', binding.nodeset.value?.values ?? [])} (${binding.mode}).`,
    binding && verdict(analysis, domain, binding.from, binding.mode),
    binding && figures(host, domain, binding.from),
    cell.id === undefined && cell.cellId !== undefined
      ? `No id is written: libvirt stores \`id='${cell.cellId}'\`, the cell’s position.`
      : undefined,
  ]);
}

/** A guest cell by its number; one sentence where the guest has none of that number. */
export function cellIdHover(analysis: Analysis, domain: DomainModel, id: CellId): string {
  const cell = domain.cells.find(({ cellId }) => cellId === id);
  if (cell !== undefined) return cellHover(analysis, domain, cell);
  const ids = domain.cells.flatMap(({ cellId }) => cellId ?? []);
  const has = ids.length === 0 ? 'the guest has no cells' : `the guest has ${named('cell', ids)}`;
  return `**There is no guest cell ${id}**: ${has}. The number is a guest cell’s, not a host node’s.`;
}

function sizeOf(domain: DomainModel, cell: Cell): string[] {
  if (cell.bytes === undefined) return [];
  const backing = backingOf(domain, cell);
  const pages =
    backing.kind !== 'huge'
      ? ''
      : backing.size === undefined
        ? ' in huge pages'
        : ` in pages of ${formatBytes(backing.size)}`;
  return [`${formatBytes(cell.bytes)}${pages}`];
}

const MOST_VCPUS = 16384;

function vcpusOf(domain: DomainModel, cell: Cell): string {
  const cellOf = cellOfVcpu(domain);
  const count = Math.min(vcpuCountOf(domain) ?? 0, MOST_VCPUS);
  const ids: VcpuId[] = [];
  for (let id = 0; id < count; id++) if (cellOf?.(id as VcpuId) === cell) ids.push(id as VcpuId);
  return ids.length === 0 ? 'no vCPUs' : named('vCPU', ids);
}

function unbound(domain: DomainModel): string | undefined {
  switch (memoryPolicy(domain).kind) {
    case 'none':
      return 'It is bound to no host node: the kernel takes memory near the CPU that first uses it.';
    case 'auto':
      return 'Its host nodes are those that numad advises when the guest starts.';
    case 'static':
    case 'unknown':
      return undefined;
  }
}
