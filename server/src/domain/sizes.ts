import type { Bytes } from '../host/topology.ts';
import { remembered } from '../text/remembered.ts';
import type { Unit } from '../vocabulary/values/size.ts';
import type { DomainModel } from './model.ts';
import type { ReadElement, Written } from './read.ts';
import type { WrittenSize } from './sizeText.ts';

/** A size that somebody wrote, and what it is the size of. */
export interface DomainSize extends WrittenSize {
  readonly of:
    | 'memory'
    | 'currentMemory'
    | 'maxMemory'
    | 'cell'
    | 'device'
    | 'page'
    /** A label, block, requested or aligning size of a memory device. */
    | 'part'
    /** In `<memtune>`. */
    | 'limit';
  /** As libvirt stores it; undefined when bad. */
  readonly bytes: Bytes | undefined;
}

/** Every size in the domain, in the order of their kinds. */
export const sizesOf = remembered((domain: DomainModel): readonly DomainSize[] => {
  const { memory, currentMemory, maxMemory, cells, memoryDevices, memoryBacking, memtune } = domain;
  const found: (DomainSize | undefined)[] = [
    ofElement('memory', memory),
    ofElement('currentMemory', currentMemory),
    ofElement('maxMemory', maxMemory),
    ...cells.map((cell) => sizeFrom('cell', cell, cell.memory, cell)),
    ...memoryDevices.flatMap(({ size, pagesize, labelSize, alignsize, block, requested }) => [
      ofElement('device', size),
      ofElement('page', pagesize),
      ...[labelSize, alignsize, block, requested].map((part) => ofElement('part', part)),
    ]),
    ...[memtune?.hardLimit, memtune?.softLimit, memtune?.swapHardLimit, memtune?.minGuarantee].map(
      (limit) => ofElement('limit', limit),
    ),
    ...(memoryBacking?.hugepages?.pages ?? []).map((page) =>
      sizeFrom('page', page, page.size, page),
    ),
  ];
  return found.filter((size) => size !== undefined);
});

type SizeElement = ReadElement & {
  readonly content: Written<bigint> | undefined;
  readonly unit: Written<Unit> | undefined;
  readonly bytes: Bytes | undefined;
};

function ofElement(of: DomainSize['of'], element: SizeElement | undefined): DomainSize | undefined {
  return element && sizeFrom(of, element, element.content, element);
}

function sizeFrom(
  of: DomainSize['of'],
  element: ReadElement,
  number: Written<bigint> | undefined,
  { unit, bytes }: Pick<SizeElement, 'unit' | 'bytes'>,
): DomainSize | undefined {
  return number && { of, element, number, unit, bytes };
}
