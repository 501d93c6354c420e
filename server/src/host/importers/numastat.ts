import type { HostBlock } from '../hostBlock.ts';
import { bytes } from '../topology.ts';
import type { Bytes } from '../topology.ts';
import { createDraft, draftNode, finishDraft, lineRange } from './hostDraft.ts';
import type { HostDraft } from './hostDraft.ts';
import { linesOf } from './lines.ts';

/**
 * Reads every output of `numastat -m` (numastat.c): a heading `Node 0   Node 1   Total` and rows of MiB with two
 * decimals, of which MemTotal and MemFree count. Wide tables come in several parts; only the last has the column of
 * totals, which shows that no node is missing. Pools are told in MiB without their page size, so they stay unknown.
 */
export function readNumastat(text: string, name: string, limit: number): readonly HostBlock[] {
  const finished: HostBlock[] = [];
  let open: HostDraft | undefined;
  let columns: readonly number[] = [];
  let isWhole = false;
  const close = (): void => {
    if (open !== undefined)
      finished.push(
        finishDraft(open, 'numastat', name, undefined, isWhole ? {} : { partial: true }),
      );
    open = undefined;
    isWhole = false;
  };
  for (const line of linesOf(text)) {
    if (/^\s*Per-node system memory usage\b/.test(line.text)) {
      close();
      if (finished.length >= limit) return finished;
      open = createDraft(lineRange(line));
      columns = [];
    } else if (open === undefined) continue;
    else if (/^\s*Node \d{1,5}\b/.test(line.text)) {
      columns = [...line.text.matchAll(/\bNode (\d{1,5})\b/g)].map((match) => Number(match[1]));
      isWhole = /\bTotal\s*$/.test(line.text);
    } else readRow(open, line.text, columns);
  }
  close();
  return finished;
}

function readRow(draft: HostDraft, line: string, columns: readonly number[]): void {
  const row = /^\s*(MemTotal|MemFree)\s+(\S.*)$/.exec(line);
  if (row === null) return;
  const figures = (row[2] ?? '').trim().split(/\s+/);
  columns.forEach((id, index) => {
    const size = mebibytes(figures[index] ?? '');
    const node = size === undefined ? undefined : draftNode(draft, id);
    if (node === undefined || size === undefined) return;
    if (row[1] === 'MemTotal') node.total = size;
    else node.free = size;
  });
}

function mebibytes(written: string): Bytes | undefined {
  const [, whole, hundredths] = /^(\d{1,12})\.(\d\d)$/.exec(written) ?? [];
  if (whole === undefined || hundredths === undefined) return undefined;
  return bytes((BigInt(whole + hundredths) << 20n) / 100n);
}
