import { parseTree } from 'jsonc-parser';
import type { Node, ParseError } from 'jsonc-parser';
import { range } from '../../text/range.ts';
import type { HostBlock } from '../hostBlock.ts';
import { finishCpuTable } from './cpuTable.ts';
import { createDraft } from './hostDraft.ts';
import { finishLscpu } from './lscpu.ts';
import type { LscpuField } from './lscpu.ts';

/** Deeper JSON could exhaust the stack of its parser; lscpu needs seven levels. */
const MAX_DEPTH = 64;

/**
 * Reads `lscpu -J` and `lscpu -e -J`. The former is a list of `field` and `data`, flat where it was piped and nested under
 * `children` on a terminal; a node without CPUs has null. The latter has one object for each CPU, whose figures may be
 * numbers or strings. Undefined for other JSON, and for an output without any node or CPU.
 */
export function readLscpuJson(
  text: string,
  base: number,
  depth: number,
  name: string,
): HostBlock | undefined {
  if (depth > MAX_DEPTH || !/"(?:lscpu|cpus)"\s{0,9}:\s{0,99}\[/.test(text)) return undefined;
  const errors: ParseError[] = [];
  const root = parseTree(text, errors);
  if (root?.type !== 'object') return undefined;
  const draft = createDraft(range(base, base + 1));
  const isBroken = errors.length > 0;
  if (isBroken)
    draft.problems.push({ rule: 'host/broken-json', range: draft.range, message: BROKEN });
  const list = member(root, 'lscpu');
  if (list?.type === 'array') {
    const fields = fieldsOf(list, base);
    if (!fields.some(({ field }) => /^NUMA node\d/.test(field))) return undefined;
    return finishLscpu(draft, isBroken ? [] : fields, name);
  }
  const cpus = member(root, 'cpus');
  if (cpus?.type !== 'array') return undefined;
  const rows = (cpus.children ?? []).map(rowOf);
  if (!rows.some((row) => row.has('cpu'))) return undefined;
  return finishCpuTable(draft, isBroken ? [] : rows, name);
}

const BROKEN = 'this output of lscpu is cut off or changed; save the whole output of the command';

function member(object: Node, key: string): Node | undefined {
  if (object.type !== 'object') return undefined;
  return object.children?.find(({ children }) => children?.[0]?.value === key)?.children?.[1];
}

function fieldsOf(list: Node, base: number): readonly LscpuField[] {
  return (list.children ?? []).flatMap((entry): readonly LscpuField[] => {
    const field: unknown = member(entry, 'field')?.value;
    const data = member(entry, 'data');
    const children = member(entry, 'children');
    const written: unknown = data?.value;
    const value = typeof written === 'string' ? written : '';
    const start = base + (data?.offset ?? 0) + 1;
    const own = typeof field === 'string' ? [{ field, value, start }] : [];
    return children?.type === 'array' ? [...own, ...fieldsOf(children, base)] : own;
  });
}

function rowOf(object: Node): ReadonlyMap<string, string> {
  const row = new Map<string, string>();
  for (const { children = [] } of object.type === 'object' ? (object.children ?? []) : []) {
    const [key, cell] = children;
    const value: unknown = cell?.value;
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      row.set(String(key?.value), String(value));
  }
  return row;
}
