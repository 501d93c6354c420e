import { backingsOf, demandsOf, roundedUp } from '../domain/demand.ts';
import type { Cell, DomainModel, MemoryDevice } from '../domain/model.ts';
import { bindingsOf } from '../domain/policy.ts';
import { bytes, type Bytes, type HostTopology } from '../host/topology.ts';
import type { SourceRange } from '../text/range.ts';
import type { MemoryKind, Part } from './landing.ts';
import { usualPageSize } from './pools.ts';

/** The pieces of memory of which a guest is made, as they are bound and backed. */
export interface Parts {
  readonly parts: readonly Part[];
  /** Some size or page size is bad or unknown, and its memory left out. */
  readonly isIncomplete: boolean;
}

const ORDINARY: MemoryKind = { kind: 'ordinary' };

/**
 * Each guest cell, or the whole guest without cells, with the DIMMs that share its nodes and pages; DIMMs with nodes or
 * pages of their own; of virtio-mem what is requested; QEMU's own memory where some is stated. Left out: memory devices that
 * are files, and SGX memory, which is none of the nodes'.
 */
export function partsOf(domain: DomainModel, host: HostTopology, overhead: bigint): Parts {
  const demandOf = demandsOf(domain);
  const backingOf = backingsOf(domain, host.pageSize);
  const bindings = new Map(bindingsOf(domain).map((binding) => [binding.cell, binding]));
  const usual = usualPageSize(host);
  const parts: Part[] = [];
  let isIncomplete = false;
  const add = (
    size: Bytes | undefined,
    kind: MemoryKind | undefined,
    rest: Pick<Part, 'binding' | 'range'> & Partial<Part>,
  ): void => {
    if (size === undefined || kind === undefined) isIncomplete = true;
    else if (size > 0n)
      parts.push({
        ...{ cell: undefined, device: undefined, isOverhead: false },
        ...{ kind, bytes: kind.kind === 'pool' ? bytes(roundedUp(size, kind.pageSize)) : size },
        ...rest,
      });
  };
  const kindOf = (cell: Cell | undefined): MemoryKind | undefined => {
    const backing = backingOf(cell);
    if (backing.kind === 'ordinary') return ORDINARY;
    const pageSize = backing.kind === 'huge' ? (backing.size ?? usual) : undefined;
    return pageSize === undefined ? undefined : { kind: 'pool', pageSize };
  };
  const cells = domain.cells.length > 0 ? domain.cells : [undefined];
  for (const cell of cells)
    add(demandOf(cell), kindOf(cell), {
      cell,
      binding: bindings.get(cell),
      range: (cell ?? domain.memory ?? domain).source.name,
    });
  const byId = new Map(domain.cells.map((cell) => [cell.cellId, cell]));
  for (const device of domain.memoryDevices) {
    const size = ownSize(device);
    if (size === 'none') continue;
    const cell = byId.get(device.node?.content?.value);
    const binding = bindings.get(cell) ?? bindings.get(undefined);
    add(size, device.pagesize === undefined ? kindOf(cell) : pagesOf(device, host), {
      cell,
      device,
      binding: boundBy(device, binding),
      range: device.source.name,
    });
  }
  if (overhead > 0n)
    add(bytes(overhead), ORDINARY, {
      isOverhead: true,
      binding: [...bindings.values()].find(({ from }) => !('cellid' in from)),
      range: placeOf(domain),
    });
  return { parts, isIncomplete };
}

const placeOf = ({ source }: DomainModel): SourceRange => source.name;

/** What a device takes beside its cell; `none` where that is nothing, or counted with the cell already. */
function ownSize(device: MemoryDevice): Bytes | undefined | 'none' {
  const { model, size, nodemask, pagesize, requested } = device;
  if (model?.value === 'virtio-mem') return requested === undefined ? 'none' : requested.bytes;
  if (model?.value !== 'dimm') return 'none';
  return nodemask === undefined && pagesize === undefined ? 'none' : size?.bytes;
}

/** The device's own nodes in the mode of its cell; without any mode strictly. Restrictive memory ignores them (measured). */
function boundBy({ nodemask }: MemoryDevice, binding: Part['binding']): Part['binding'] {
  if (nodemask?.content === undefined || binding?.mode === 'restrictive') return binding;
  return { mode: binding?.mode ?? 'strict', nodeset: nodemask.content, from: undefined };
}

function pagesOf({ pagesize }: MemoryDevice, { pageSize = bytes(4096n) }: HostTopology) {
  if (pagesize?.bytes === undefined) return undefined;
  const kind: MemoryKind = { kind: 'pool', pageSize: pagesize.bytes };
  return pagesize.bytes === pageSize ? ORDINARY : kind;
}
