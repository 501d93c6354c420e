import type { HostBlock } from '../hostBlock.ts';
import { nodeId } from '../topology.ts';
import { createDraft, draftNode, finishDraft, kibibytes, lineRange } from './hostDraft.ts';
import type { HostDraft } from './hostDraft.ts';
import { linesOf } from './lines.ts';

/**
 * Reads every output of `virsh freecell` (tools/virsh-host.c, cmdFreecell): `    0:    1048576 KiB` for a node, which is
 * its MemFree, and behind all nodes, unless quiet, dashes and a translated total. Only the total shows that no node is left
 * out. A total without any node says nothing of nodes and is passed over.
 */
export function readFreecell(text: string, name: string, limit: number): readonly HostBlock[] {
  const finished: HostBlock[] = [];
  let open: HostDraft | undefined;
  let hasTotal = false;
  const close = (): void => {
    if (open !== undefined)
      finished.push(
        finishDraft(open, 'virsh-freecell', name, undefined, hasTotal ? {} : { partial: true }),
      );
    open = undefined;
    hasTotal = false;
  };
  let dashes = false;
  for (const line of linesOf(text)) {
    const [, id, size] = NODE.exec(line.text) ?? [];
    if (id !== undefined && size !== undefined) {
      if (hasTotal || open?.nodes.has(nodeId(Number(id))) === true) close();
      if (finished.length >= limit) return finished;
      open ??= createDraft(lineRange(line));
      const node = draftNode(open, Number(id));
      if (node !== undefined) node.free = kibibytes(size);
    } else if (open !== undefined && dashes && TOTAL.test(line.text)) hasTotal = true;
    dashes = /^-{10,}\s*$/.test(line.text);
  }
  close();
  return finished;
}

const NODE = /^\s*(\d{1,5}):\s+(\d{1,15}) KiB\s*$/;
const TOTAL = /^\s*[^\d\s][^:]{0,40}:\s+\d{1,15} KiB\s*$/;
