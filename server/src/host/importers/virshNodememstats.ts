import type { HostBlock } from '../hostBlock.ts';
import { nodeId } from '../topology.ts';
import { createDraft, draftNode, finishDraft, kibibytes, lineRange } from './hostDraft.ts';
import type { HostDraft } from './hostDraft.ts';
import { linesOf } from './lines.ts';

/**
 * Reads `virsh nodememstats --cell N` from a log that shows the command (tools/virsh-host.c, cmdNodeMemStats): `total  :`
 * and `free   :` in KiB. The output itself does not say of which node it speaks, so without the command it is passed
 * over, and so is that of the whole host. Outputs for several nodes are one description.
 */
export function readNodememstats(text: string, name: string, limit: number): readonly HostBlock[] {
  const finished: HostBlock[] = [];
  let open: HostDraft | undefined;
  let asked: number | undefined;
  let isNew = false;
  const close = (): void => {
    if (open !== undefined)
      finished.push(finishDraft(open, 'virsh-nodememstats', name, undefined, { partial: true }));
    open = undefined;
  };
  for (const line of linesOf(text)) {
    if (/\bnodememstats\b/.test(line.text)) {
      const cell = /\bnodememstats\s+(?:--cell[ =])?(\d{1,5})\s*$/.exec(line.text)?.[1];
      asked = cell === undefined ? undefined : Number(cell);
      isNew = true;
      continue;
    }
    const [, key, size] = /^\s*(total|free)\s*:\s+(\d{1,15}) KiB\s*$/.exec(line.text) ?? [];
    if (key === undefined || size === undefined) asked = undefined;
    if (asked === undefined || size === undefined) continue;
    if (isNew && open?.nodes.has(nodeId(asked)) === true) close();
    if (finished.length >= limit) return finished;
    open ??= createDraft(lineRange(line));
    isNew = false;
    const node = draftNode(open, asked);
    if (node === undefined) continue;
    if (key === 'total') node.total = kibibytes(size);
    else node.free = kibibytes(size);
  }
  close();
  return finished;
}
