import type { Distances } from '../buildTopology.ts';
import type { HostBlock } from '../hostBlock.ts';
import { parseIdSet } from '../idSet.ts';
import { readPciAddress } from '../pciAddress.ts';
import { nodeId } from '../topology.ts';
import type { NodeId } from '../topology.ts';
import {
  createDraft,
  draftNode,
  draftPool,
  finishDraft,
  giveCpus,
  kibibytes,
  lineRange,
  markOffline,
} from './hostDraft.ts';
import type { HostDraft } from './hostDraft.ts';
import { linesOf } from './lines.ts';
import type { Line } from './lines.ts';

/**
 * Reads files of /sys/devices/system/node and …/cpu, all of a text as one description. A file's path stands before its
 * content: on a line of its own (`==> path <==`, `== path`, `path:`, `$ cat path`) or, as grep writes it, before each
 * line. Lines of meminfo name their node themselves; their kB are KiB. A row of distances has a figure for each node that
 * is online, in order: where it has as many as nodes were read, none is missing. `numa_node` of a PCI device is read, too.
 */
export function readSysfs(text: string, name: string): readonly HostBlock[] {
  let open: Sysfs | undefined;
  let path: string | undefined;
  for (const line of linesOf(text)) {
    const [inline, file] = INLINE.exec(line.text) ?? [];
    const heading = inline === undefined ? HEADING.exec(line.text)?.[1] : undefined;
    const next = file ?? heading;
    if (next === undefined && path === undefined && !MEMINFO.test(line.text)) continue;
    open ??= createSysfs(line);
    // The list of a node without CPUs is an empty line, which `linesOf` passes over.
    if (next !== undefined && next !== path && path?.endsWith('/cpulist') === true)
      takeValue(open, path, { text: '', start: line.start });
    if (next !== undefined) path = next;
    if (heading !== undefined) continue;
    const value = line.text.slice(inline?.length ?? 0);
    takeValue(open, path ?? '', { text: value, start: line.start + (inline?.length ?? 0) });
    path = undefined;
  }
  return open === undefined || isEmpty(open) ? [] : [finish(open, name)];
}

interface Sysfs {
  readonly draft: HostDraft;
  readonly rows: Map<NodeId, readonly number[]>;
  online: readonly number[] | undefined;
}

const FILE =
  '(?:/sys/devices/system/)?(?:node/)?node\\d{1,5}/(?:cpulist|distance|meminfo|hugepages/hugepages-\\d{1,9}kB/(?:nr|free)_hugepages)|(?:/sys/devices/system/)?node/online|(?:/sys/devices/system/)?cpu/offline|(?:/sys/bus/pci/devices/)?[\\da-f]{4,8}:[\\da-f]{2}:[\\da-f]{2}\\.[0-7]/numa_node';
const INLINE = new RegExp(`^\\s{0,9}(${FILE}):[ \\t]*(?=\\S)`);
const HEADING = new RegExp(`^(?:.{0,200}[\\s=>#])?(${FILE})\\s{0,9}(?:<==|==|:)?\\s*$`);
const MEMINFO = /^\s{0,9}Node (\d{1,5}) (MemTotal|MemFree):\s+(\d{1,15}) kB\s*$/;

function createSysfs(line: Line): Sysfs {
  return { draft: createDraft(lineRange(line)), rows: new Map(), online: undefined };
}

function isEmpty({ draft }: Sysfs): boolean {
  return draft.nodes.size === 0 && draft.cpus.size === 0;
}

function finish({ draft, online, rows }: Sysfs, name: string): HostBlock {
  const ids = [...draft.nodes.keys()].sort((a, b) => a - b);
  const listed = online ?? ids;
  const fits = rows.size > 0 && [...rows.values()].every((row) => row.length === listed.length);
  const isWhole = online === undefined ? fits : online.length === ids.length;
  const matrix = (): Distances =>
    new Map(
      [...rows].map(([from, row]) => [
        from,
        new Map(row.map((figure, index) => [nodeId(listed[index] ?? 0), figure])),
      ]),
    );
  const rest = isWhole || ids.length === 0 ? {} : { partial: true as const };
  return finishDraft(draft, 'sysfs', name, fits ? matrix() : undefined, rest);
}

/** -1, or a blank, tells that the firmware does not say. */
function takeDevice(draft: HostDraft, path: string, text: string): void {
  const address = readPciAddress(path.split('/').at(-2) ?? '');
  const id = /^\s*(\d{1,5})\s*$/.exec(text)?.[1];
  const node = id === undefined ? undefined : draftNode(draft, Number(id));
  if (address !== undefined && node !== undefined) draft.devices.set(address, node.id);
}

function takeValue(sysfs: Sysfs, path: string, { text, start }: Line): void {
  const { draft } = sysfs;
  const [, id, key, size] = MEMINFO.exec(text) ?? [];
  if (id !== undefined && size !== undefined) {
    const node = draftNode(draft, Number(id));
    if (node === undefined) return;
    if (key === 'MemTotal') node.total ??= kibibytes(size);
    else node.free ??= kibibytes(size);
    return;
  }
  if (!/^[\d\s,-]*$/.test(text)) return;
  if (path.endsWith('cpu/offline')) markOffline(draft, text);
  else if (path.endsWith('node/online')) sysfs.online ??= parseIdSet(text);
  else if (path.endsWith('/numa_node')) takeDevice(draft, path, text);
  const number = /node(\d{1,5})\//.exec(path)?.[1];
  const node = number === undefined ? undefined : draftNode(draft, Number(number));
  if (node === undefined) return;
  const pool = /hugepages-(\d{1,9})kB\/(nr|free)_hugepages$/.exec(path);
  if (path.endsWith('/cpulist')) {
    if (node.cpus === undefined) giveCpus(draft, node, text, start);
  } else if (path.endsWith('/distance')) {
    const row = text.trim().split(/\s+/).map(Number);
    if (row.every((figure) => figure >= 10 && figure <= 255)) sysfs.rows.set(node.id, row);
  } else if (pool !== null && /^\s*\d{1,12}\s*$/.test(text)) {
    const counts = draftPool(node, BigInt(pool[1] ?? '0') << 10n);
    if (pool[2] === 'nr') counts.total = Number(text);
    else counts.free = Number(text);
  }
}
