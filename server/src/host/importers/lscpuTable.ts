import type { HostBlock } from '../hostBlock.ts';
import { finishCpuTable } from './cpuTable.ts';
import type { CpuRow } from './cpuTable.ts';
import { createDraft, lineRange } from './hostDraft.ts';
import type { HostDraft } from './hostDraft.ts';
import { linesOf } from './lines.ts';

/**
 * Reads every output of `lscpu -e` and `lscpu -p`, with any list of columns that has CPU (util-linux, sys-utils/lscpu.c).
 * `-e` has a heading in capitals and blanks between figures; `-p` has a comment whose last line names the columns, and
 * commas. Offline CPUs are missing unless `-a` was given.
 */
export function readLscpuTables(text: string, name: string, limit: number): readonly HostBlock[] {
  const finished: HostBlock[] = [];
  let open: Table | undefined;
  const close = (): void => {
    if (open !== undefined && open.rows.length > 0)
      finished.push(finishCpuTable(open.draft, open.rows, name));
    open = undefined;
  };
  for (const line of linesOf(text)) {
    const heading = headingOf(line.text);
    if (heading !== undefined) {
      close();
      if (finished.length >= limit) return finished;
      open = { draft: createDraft(lineRange(line)), rows: [], ...heading };
    } else if (open !== undefined) {
      const row = rowOf(open, line.text);
      if (row === undefined) close();
      else open.rows.push(row);
    }
  }
  close();
  return finished;
}

interface Heading {
  readonly columns: readonly string[];
  readonly hasCommas: boolean;
}

interface Table extends Heading {
  readonly draft: HostDraft;
  readonly rows: CpuRow[];
}

function headingOf(line: string): Heading | undefined {
  if (line.length > 500) return undefined;
  const listed = /^\s*#\s*([A-Za-z0-9,:-]+)\s*$/.exec(line)?.[1]?.toLowerCase().split(',');
  if (listed?.includes('cpu') === true) return { columns: listed, hasCommas: true };
  const words = line.trim().split(/\s+/);
  const isHeading = words.includes('CPU') && words.every((word) => /^[A-Z][\w:%()-]*$/.test(word));
  const tells = words.some((word) => ['NODE', 'SOCKET', 'CORE'].includes(word));
  if (!isHeading || !tells) return undefined;
  return { columns: words.map((word) => word.toLowerCase()), hasCommas: false };
}

function rowOf({ columns, hasCommas }: Heading, line: string): CpuRow | undefined {
  const cells = hasCommas ? line.trim().split(',', 100) : line.trim().split(/\s+/, 100);
  const position = columns.indexOf('cpu');
  if (!/^\d{1,5}$/.test(cells[position] ?? '') || cells.length !== columns.length) return undefined;
  return new Map(columns.map((column, index) => [column, cells[index] ?? '']));
}
