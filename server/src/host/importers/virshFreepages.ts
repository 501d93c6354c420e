import type { HostBlock } from '../hostBlock.ts';
import { bytes, nodeId } from '../topology.ts';
import { createDraft, draftNode, draftPool, finishDraft, lineRange } from './hostDraft.ts';
import type { HostDraft, NodeDraft } from './hostDraft.ts';
import { linesOf } from './lines.ts';

/**
 * Reads every output of `virsh freepages` (tools/virsh-host.c, cmdFreepages): `Node 0:`, then for each page size
 * `4KiB: 240934`, the FREE pages. The smallest size, where it is the base page, gives the free memory; pool sizes are not
 * told. One node may have been asked for, so the nodes may be a part.
 */
export function readFreepages(text: string, name: string, limit: number): readonly HostBlock[] {
  const finished: HostBlock[] = [];
  let open: HostDraft | undefined;
  let node: NodeDraft | undefined;
  let lines = 0;
  const close = (): void => {
    if (open !== undefined && lines > 0)
      finished.push(finishDraft(open, 'virsh-freepages', name, undefined, { partial: true }));
    open = undefined;
    lines = 0;
  };
  for (const line of linesOf(text)) {
    const id = NODE.exec(line.text)?.[1];
    const [, size, count] = PAGES.exec(line.text) ?? [];
    if (id !== undefined) {
      if (open?.nodes.has(nodeId(Number(id))) === true) close();
      if (finished.length >= limit) return finished;
      open ??= createDraft(lineRange(line));
      node = draftNode(open, Number(id));
    } else if (size === undefined || count === undefined) node = undefined;
    else if (node !== undefined) {
      lines++;
      takePages(node, BigInt(size) << 10n, Number(count));
    }
  }
  close();
  return finished;
}

const NODE = /^\s*Node (\d{1,5}):\s*$/;
const PAGES = /^\s*(\d{1,9})KiB:\s+(\d{1,12})\s*$/;
/** No base page is larger; pools of huge pages may be as small, but then a base page stands before them. */
const LARGEST_BASE = 64n << 10n;

/** Without the base page the list is that of one size which was asked for, and another pool may exist. */
function takePages(node: NodeDraft, size: bigint, count: number): void {
  if (node.free !== undefined) draftPool(node, size).free = count;
  else if (size <= LARGEST_BASE) node.free = bytes(size * BigInt(count));
}
