import type { DomainModel } from '../domain/model.ts';
import { bindingsOf, memoryPolicy } from '../domain/policy.ts';
import { severalPreferred } from '../domain/versions.ts';
import { formatCount, formatIdSet } from '../host/format.ts';
import type { Versions } from '../host/topology.ts';
import type { Landing } from '../placement/landing.ts';
import type { TextEdit } from '../text/edit.ts';
import type { LineIndex } from '../text/lineIndex.ts';

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
