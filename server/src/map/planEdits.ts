import { writeValue } from '../domain/edit.ts';
import type { DomainModel } from '../domain/model.ts';
import { memoryPlacement, memoryPolicy } from '../domain/policy.ts';
import { severalPreferred } from '../domain/versions.ts';
import { bindingsOf } from '../domain/policy.ts';
import { formatCount, formatIdSet } from '../host/format.ts';
import type { Versions } from '../host/topology.ts';
import type { Landing } from '../placement/landing.ts';
import { proposalEdits } from '../placement/proposal.ts';
import type { TextEdit } from '../text/edit.ts';
import type { LineIndex } from '../text/lineIndex.ts';
import type { WhatIf } from './proposals.ts';

/** The edits that write a what-if; none where the text says it already, undefined where there is no place for it. */
export function editsOfPlan(
  text: string,
  domain: DomainModel,
  { mode, nodes, cells }: WhatIf,
): readonly TextEdit[] | undefined {
  const memory = domain.numatune?.memory;
  if (nodes === undefined) {
    const elements = [...(memory === undefined ? [] : [memory]), ...memnodesOf(domain)];
    return elements.flatMap((element) =>
      mode === undefined || element.mode?.value === mode ? [] : writeValue(element, 'mode', mode),
    );
  }
  const edits = proposalEdits(text, domain, { mode, nodes, cells });
  if (edits === undefined || memory?.placement === undefined) return edits;
  // numad would go on to choose the nodes.
  return memoryPlacement(domain, memory) === 'static'
    ? edits
    : [...edits, ...writeValue(memory, 'placement', 'static')];
}

const memnodesOf = ({ numatune }: DomainModel) => numatune?.memnodes ?? [];

/** Why a way to bind a guest must not be written; undefined where libvirt takes it. */
export function refusedWhy(
  after: DomainModel,
  { outcome }: Landing,
  versions: Versions,
): string | undefined {
  if (outcome.kind === 'refused') return 'the guest would not start';
  if (memoryPolicy(after).kind === 'unknown') return 'other values of the guest cannot be read';
  const several = bindingsOf(after).some(
    ({ mode, nodeset }) => mode === 'preferred' && (nodeset.value?.size ?? 0) > 1,
  );
  const [refusing] = several ? severalPreferred(versions).refusedBy : [];
  return refusing === undefined ? undefined : `${refusing} refuses several preferred nodes`;
}

/** What edits change, in words: `changes line 7`, `adds 3 lines below line 5`. */
export function sayEdits(edits: readonly TextEdit[], lines: LineIndex): string {
  const changed = new Set<number>();
  const added: string[] = [];
  for (const { range, newText } of edits) {
    const line = lines.positionAt(range.start).line + 1;
    const count = newText.split(/\r\n|\r|\n/).length - 1;
    if (count === 0) changed.add(line);
    else added.push(`adds ${formatCount(count, 'line')} below line ${line}`);
  }
  const words = changed.size === 1 ? 'line' : 'lines';
  return [
    ...(changed.size === 0 ? [] : [`changes ${words} ${formatIdSet([...changed])}`]),
    ...added,
  ].join(', ');
}
