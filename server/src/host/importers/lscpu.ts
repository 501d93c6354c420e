import type { HostBlock } from '../hostBlock.ts';
import { nodeId } from '../topology.ts';
import {
  createDraft,
  draftNode,
  finishDraft,
  giveCpus,
  lineRange,
  markOffline,
} from './hostDraft.ts';
import type { HostDraft } from './hostDraft.ts';
import { linesOf } from './lines.ts';

/** A line or JSON entry of lscpu: `NUMA node0 CPU(s):` and what it says. `start` is where the value stands. */
export interface LscpuField {
  readonly field: string;
  readonly value: string;
  readonly start: number;
}

/**
 * Reads every plain output of `lscpu` (util-linux, sys-utils/lscpu.c) that has lines `NUMA node0 CPU(s):   0-3`; nodes
 * without CPUs have an empty one. Names are translated, so it must have run with LC_ALL=C. Memory, distances and the
 * threads of a core are not told. Nodes are a part unless there are as many as `NUMA node(s):` counts.
 */
export function readLscpu(text: string, name: string, limit: number): readonly HostBlock[] {
  const finished: HostBlock[] = [];
  let open: HostDraft | undefined;
  let fields: LscpuField[] = [];
  let seen = new Set<string>();
  const close = (): void => {
    if (open !== undefined) finished.push(finishLscpu(open, fields, name));
    open = undefined;
    fields = [];
    seen = new Set();
  };
  for (const line of linesOf(text)) {
    const [head, field, value] = LINE.exec(line.text) ?? [];
    if (head === undefined || field === undefined || value === undefined) continue;
    if (field === 'Architecture:' || seen.has(field)) close();
    if (finished.length >= limit) return finished;
    if (nodeOf(field) !== undefined) open ??= createDraft(lineRange(line));
    fields.push({ field, value, start: line.start + head.length - value.length });
    seen.add(field);
  }
  close();
  return finished;
}

const LINE =
  /^\s*(Architecture:|NUMA node\(s\):|NUMA node\d{1,5} CPU\(s\):|Off-line CPU\(s\) list:)([^"]*)$/;

/** What the fields say, as a description that begins where the draft does. */
export function finishLscpu(
  draft: HostDraft,
  fields: readonly LscpuField[],
  name: string,
): HostBlock {
  let count: number | undefined;
  for (const { field, value, start } of fields) {
    const id = nodeOf(field);
    if (field === 'NUMA node(s):')
      count = /^\d{1,5}$/.test(value.trim()) ? Number(value) : undefined;
    else if (field === 'Off-line CPU(s) list:') markOffline(draft, value);
    else if (id !== undefined && !draft.nodes.has(nodeId(id))) {
      const node = draftNode(draft, id);
      if (node !== undefined) giveCpus(draft, node, value, start);
    }
  }
  const isWhole = count !== undefined && draft.nodes.size === count;
  return finishDraft(draft, 'lscpu', name, undefined, isWhole ? {} : { partial: true });
}

function nodeOf(field: string): number | undefined {
  const id = /^NUMA node(\d{1,5}) CPU\(s\):$/.exec(field)?.[1];
  return id === undefined ? undefined : Number(id);
}
