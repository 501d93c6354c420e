import type { HostBlock } from '../hostBlock.ts';
import type { SourceRange } from '../../text/range.ts';
import { bytes, nodeId } from '../topology.ts';
import { createDraft, draftNode, draftPool, finishDraft, lineRange } from './hostDraft.ts';
import type { HostDraft, NodeDraft } from './hostDraft.ts';
import { linesOf } from './lines.ts';

/**
 * Reads every output of `virsh freepages` (tools/virsh-host.c, cmdFreepages): `Node 0:`, or the like in another language, then for each page size
 * `4KiB: 240934`, the FREE pages. The smallest size, where it is the base page, gives the free memory; pool sizes are not
 * told. One node may have been asked for, so the nodes may be a part.
 */
export function readFreepages(text: string, name: string, limit: number): readonly HostBlock[] {
  const finished: HostBlock[] = [];
  let open: HostDraft | undefined;
  let heading: { readonly id: number; readonly range: SourceRange } | undefined;
  let node: NodeDraft | undefined;
  const close = (): void => {
    if (open !== undefined)
      finished.push(finishDraft(open, 'virsh-freepages', name, undefined, { partial: true }));
    open = undefined;
  };
  for (const line of linesOf(text)) {
    const id = NODE.exec(line.text)?.[1];
    const [, size, count] = PAGES.exec(line.text) ?? [];
    if (size === undefined || count === undefined) {
      node = undefined;
      heading = id === undefined ? undefined : { id: Number(id), range: lineRange(line) };
      continue;
    }
    if (heading !== undefined) {
      if (open?.nodes.has(nodeId(heading.id)) === true) close();
      if (finished.length >= limit) return finished;
      open ??= createDraft(heading.range);
      node = draftNode(open, heading.id);
      heading = undefined;
    }
    if (node !== undefined) takePages(node, BigInt(size) << 10n, Number(count));
  }
  close();
  return finished;
}

/** The word is in the language of who asked; a line of pages must follow. */
const NODE = /^\s*\p{L}+ (\d{1,5}):\s*$/u;
const PAGES = /^\s*(\d{1,9})KiB:\s+(\d{1,12})\s*$/;
/** No base page is larger; pools of huge pages may be as small, but then a base page stands before them. */
const LARGEST_BASE = 64n << 10n;

/** Without the base page the list is that of one size which was asked for, and another pool may exist. */
function takePages(node: NodeDraft, size: bigint, count: number): void {
  if (node.free !== undefined) draftPool(node, size).free = count;
  else if (size <= LARGEST_BASE) node.free = bytes(size * BigInt(count));
}
