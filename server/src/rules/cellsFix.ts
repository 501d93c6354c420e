import { appendChildren, indentStep, insertAfter } from '../domain/edit.ts';
import { backingsOf, devicesTotal } from '../domain/demand.ts';
import type { DomainModel } from '../domain/model.ts';
import { vcpuCountOf } from '../domain/pins.ts';
import { inLargestUnit } from '../domain/sizeText.ts';
import { withCells, type NewCell } from '../domain/whatIf.ts';
import { formatIdSet } from '../host/format.ts';
import { bytes as bytesOf } from '../host/topology.ts';
import type { TextEdit } from '../text/edit.ts';
import type { VcpuId } from '../vocabulary/define.ts';
import { firstChildNamed } from '../xml/walk.ts';
import { sourceOf } from '../xml/source.ts';
import type { Proposal } from './modeFixes.ts';
import type { DomainContext } from './rule.ts';

const MIB = 1n << 20n;

/**
 * The cells that the `<memnode>`s of a guest without cells speak of: `<memory>` and `<vcpu>` in equal parts. undefined where
 * either is unknown, there are more cells than vCPUs, or one cell has two `<memnode>`s.
 */
export function cellsFor({ domain, text }: DomainContext): Proposal | undefined {
  const ids = (domain.numatune?.memnodes ?? []).map(({ cellid }) => cellid?.value);
  if (ids.length === 0 || ids.length > CELLS_LIMIT) return undefined;
  if (new Set(ids).size < ids.length) return undefined;
  const count = Math.max(...ids.map((id) => id ?? 0)) + 1;
  const cells = count <= CELLS_LIMIT ? shares(domain, count) : undefined;
  if (cells === undefined) return undefined;
  const edit = written(domain, text, cells);
  if (edit === undefined) return undefined;
  const title = `Divide the guest into ${count === 1 ? 'one cell' : `${count} cells`}`;
  return { fix: { title, safe: false, edits: [edit] }, after: withCells(domain, cells) };
}

/** One cell with all vCPUs and all memory that is in no device: the guest stays what it is without cells. undefined where either is unknown. */
export function oneCell({ domain, text }: DomainContext): TextEdit | undefined {
  const cells = shares(domain, 1);
  return cells && written(domain, text, cells);
}

const CELLS_LIMIT = 64;

function shares(domain: DomainModel, count: number): readonly NewCell[] | undefined {
  const total = domain.memory?.bytes;
  const devices = devicesTotal(domain);
  const vcpus = vcpuCountOf(domain);
  if (total === undefined || devices === undefined || vcpus === undefined) return undefined;
  const backing = backingsOf(domain)(undefined);
  const unit = backing.kind === 'huge' ? backing.size : MIB;
  if (unit === undefined || vcpus < count) return undefined;
  const each = ((total - devices) / BigInt(count) / unit) * unit;
  if (each <= 0n) return undefined;
  return Array.from({ length: count }, (_, id) => {
    const first = Math.floor((id * vcpus) / count);
    const last = Math.floor(((id + 1) * vcpus) / count);
    const isLast = id === count - 1;
    return {
      bytes: bytesOf(isLast ? total - devices - each * BigInt(count - 1) : each),
      vcpus: Array.from({ length: last - first }, (_, i) => (first + i) as VcpuId),
    };
  });
}

/** Into `<cpu>`, or with a new one behind what usually stands before it. */
function written(
  domain: DomainModel,
  text: string,
  newCells: readonly NewCell[],
): TextEdit | undefined {
  const cells = newCells.map(({ bytes, vcpus }, id) => {
    const { digits, unit } = inLargestUnit(bytes);
    return `<cell id='${id}' cpus='${formatIdSet(vcpus)}' memory='${digits}' unit='${unit}'/>`;
  });
  const step = indentStep(text);
  const cpu = firstChildNamed(domain.element, 'cpu');
  const inNuma = cells.map((cell) => `${step}${cell}`);
  const numa = ['<numa>', ...inNuma, '</numa>'];
  if (domain.numa !== undefined) return appendChildren(text, domain.numa, cells);
  if (cpu !== undefined) return appendChildren(text, { element: cpu, source: sourceOf(cpu) }, numa);
  const before = domain.numatune ?? domain.vcpu ?? domain.memory;
  if (before === undefined) return undefined;
  const lines = ['<cpu>', ...numa.map((line) => `${step}${line}`), '</cpu>'];
  return insertAfter(text, before, lines);
}
