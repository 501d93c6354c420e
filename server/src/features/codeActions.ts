import type { Analysis } from '../analysis/analyze.ts';
import { fixAll } from '../analysis/fixAll.ts';
import { versionsIn } from '../analysis/world.ts';
import type { DomainModel, Memnode, NumatuneMemory } from '../domain/model.ts';
import { effectiveMode } from '../domain/policy.ts';
import { modeFix, preferredFix } from '../rules/modeFixes.ts';
import type { TextEdit } from '../text/edit.ts';
import type { Finding, Fix } from '../text/finding.ts';
import type { SourceRange } from '../text/range.ts';
import { memoryMode, type MemoryMode } from '../vocabulary/values/memoryMode.ts';

export type ActionKind = 'quickfix' | 'refactor.rewrite' | 'source.fixAll.libvirtXml';

/** Something that can be done to the text at a place. */
export interface ActionOffer {
  readonly title: string;
  readonly kind: ActionKind;
  readonly edits: readonly TextEdit[];
  /** What a quick fix removes. */
  readonly finding?: Finding;
  /** The one to take without asking: safe, and the first of its finding. */
  readonly preferred: boolean;
}

/**
 * What can be done in the range: the fixes of every finding that it touches, in the order in which the rules give them; on
 * `<memory>` and `<memnode>` of `<numatune>` a change to each other mode; and all safe fixes of the text at once.
 */
export function actionsAt(analysis: Analysis, range: SourceRange): readonly ActionOffer[] {
  const touched = analysis.findings.filter((finding) => meets(finding.range, range));
  const offers = touched.flatMap((finding) =>
    finding.fixes.map((fix, index): ActionOffer => ({
      title: fix.title,
      kind: 'quickfix',
      edits: fix.edits,
      finding,
      preferred: fix.safe && index === 0,
    })),
  );
  for (const fix of modeChanges(analysis, range))
    offers.push({ ...fix, kind: 'refactor.rewrite', preferred: false });
  const all = fixAll(analysis);
  if (all.edits.length > 0)
    offers.push({
      title: 'Apply all safe fixes',
      kind: 'source.fixAll.libvirtXml',
      edits: all.edits,
      preferred: false,
    });
  return withoutDoubles(offers);
}

const meets = (a: SourceRange, b: SourceRange): boolean => a.start <= b.end && b.start <= a.end;

function modeChanges(analysis: Analysis, range: SourceRange): readonly Fix[] {
  for (const domain of analysis.domains) {
    const { memory, memnodes = [] } = domain.numatune ?? {};
    const element = [...(memory === undefined ? [] : [memory]), ...memnodes].find(({ source }) =>
      meets(source.startTag, range),
    );
    if (element !== undefined) return changesOf(analysis, domain, element);
  }
  return [];
}

function changesOf(
  { world }: Analysis,
  domain: DomainModel,
  element: NumatuneMemory | Memnode,
): readonly Fix[] {
  const others = (Object.keys(memoryMode.words) as MemoryMode[]).filter(
    (mode) => mode !== effectiveMode(element),
  );
  const fixes = others.map((mode) =>
    mode === 'preferred'
      ? preferredFix(domain, [element], versionsIn(world))
      : modeFix(domain, [element], mode),
  );
  return fixes.filter((fix) => fix !== undefined);
}

/** Of offers that do the same, the first: a quick fix goes before the refactoring that would write the same. */
function withoutDoubles(offers: readonly ActionOffer[]): readonly ActionOffer[] {
  const seen = new Set<string>();
  return offers.filter(({ kind, edits, finding }) => {
    const done = edits.map((edit) => `${edit.range.start} ${edit.range.end} ${edit.newText}`);
    const key = [kind === 'source.fixAll.libvirtXml' ? kind : '', ...done.sort()].join('\n');
    const own = finding === undefined ? key : `${key} ${finding.rule} ${finding.range.start}`;
    if (seen.has(own) || (finding === undefined && seen.has(key))) return false;
    seen.add(own);
    seen.add(key);
    return true;
  });
}
