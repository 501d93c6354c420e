import { fixAllOf } from '../analysis/fixAll.ts';
import type { Analysis } from '../analysis/analyze.ts';
import { schemaAdditions } from './schemaAdditions.ts';
import { versionsIn } from '../analysis/world.ts';
import type { DomainModel, Memnode, NumatuneMemory } from '../domain/model.ts';
import { effectiveMode } from '../domain/policy.ts';
import { modeFix, preferredFix } from '../rules/modeFixes.ts';
import type { TextEdit } from '../text/edit.ts';
import type { Finding, Fix } from '../text/finding.ts';
import type { SourceRange } from '../text/range.ts';
import { memoryMode, type MemoryMode } from '../vocabulary/values/memoryMode.ts';
import { suppression } from './suppressAction.ts';

/** A change that the user can choose. */
export interface ActionOffer {
  readonly title: string;
  readonly kind: 'quickfix' | 'refactor.rewrite' | 'source.fixAll.libvirtXml';
  readonly edits: readonly TextEdit[];
  /** The texts are in the snippet syntax of the protocol, with stops where something is to be typed: for editors that take those. */
  readonly isSnippet?: true;
  /** A file beside the document, which is made or gets this whole text. */
  readonly writes?: Fix['writes'];
  /** What it removes. */
  readonly finding?: Finding;
  /** May be applied by the key for the preferred action: the fix is safe, and the first of its finding. */
  readonly preferred: boolean;
}

/**
 * The fixes of all findings that touch the range; for a `<memory>` or `<memnode>` whose start tag it touches, the other
 * modes; a comment that suppresses each finding; and all safe fixes of the file as one action. The last costs several analyses: `isWanted` can spare it.
 */
export function actionsAt(
  analysis: Analysis,
  range: SourceRange,
  isWanted: (kind: ActionOffer['kind']) => boolean = () => true,
): readonly ActionOffer[] {
  const fixes = isWanted('quickfix') ? quickFixes(analysis, range) : [];
  const modes = isWanted('refactor.rewrite') ? modeChanges(analysis, range) : [];
  const all = isWanted('source.fixAll.libvirtXml') ? fixEverything(analysis) : [];
  const suppressions = isWanted('quickfix') ? suppressionsAt(analysis, range) : [];
  return withoutDoubles([...fixes, ...modes, ...suppressions, ...all]);
}

function quickFixes(analysis: Analysis, range: SourceRange): ActionOffer[] {
  return analysis.findings
    .filter((finding) => meet(finding.range, range))
    .flatMap((finding) => [
      ...finding.fixes.map(({ title, edits, safe, writes }, index) => ({
        title,
        kind: 'quickfix' as const,
        edits,
        ...(writes === undefined ? {} : { writes }),
        finding,
        preferred: safe && index === 0,
      })),
      ...schemaAdditions(analysis, finding),
    ]);
}

function suppressionsAt(analysis: Analysis, range: SourceRange): ActionOffer[] {
  return analysis.findings
    .filter((finding) => meet(finding.range, range))
    .flatMap((finding) => {
      const edit = suppression(analysis, finding);
      const title = `Suppress ${finding.rule} here`;
      return edit === undefined
        ? []
        : [{ title, kind: 'quickfix' as const, edits: [edit], finding, preferred: false }];
    });
}

function modeChanges(analysis: Analysis, range: SourceRange): ActionOffer[] {
  return analysis.domains.flatMap((domain) =>
    bindersOf(domain)
      .filter(({ source }) => meet(source.startTag, range))
      .flatMap((element) => otherModes(analysis, domain, element)),
  );
}

function otherModes(
  { world }: Analysis,
  domain: DomainModel,
  element: NumatuneMemory | Memnode,
): ActionOffer[] {
  const modes = Object.keys(memoryMode.words) as MemoryMode[];
  return modes
    .filter((mode) => mode !== effectiveMode(element))
    .map((mode) =>
      mode === 'preferred'
        ? preferredFix(domain, [element], versionsIn(world))
        : modeFix(domain, [element], mode),
    )
    .filter((fix): fix is Fix => fix !== undefined)
    .map(({ title, edits }) => ({ title, kind: 'refactor.rewrite', edits, preferred: false }));
}

function bindersOf({ numatune }: DomainModel): readonly (NumatuneMemory | Memnode)[] {
  if (numatune === undefined) return [];
  return numatune.memory === undefined
    ? numatune.memnodes
    : [numatune.memory, ...numatune.memnodes];
}

function fixEverything(analysis: Analysis): ActionOffer[] {
  if (!analysis.findings.some(({ fixes }) => fixes.some(({ safe }) => safe))) return [];
  const { edits } = fixAllOf(analysis);
  const title = 'Apply all safe fixes of Libvirt XML';
  return edits.length === 0
    ? []
    : [{ title, kind: 'source.fixAll.libvirtXml', edits, preferred: false }];
}

/** Of actions that do the same, the first: a fix before a mode change, a finding's before a later one's. */
function withoutDoubles(offers: readonly ActionOffer[]): readonly ActionOffer[] {
  const seen = new Set<string>();
  return offers.filter(({ edits, kind, writes }) => {
    if (kind === 'source.fixAll.libvirtXml') return true;
    const key = JSON.stringify([
      writes,
      ...edits.map(({ range, newText }) => [range.start, range.end, newText]),
    ]);
    return seen.size !== seen.add(key).size;
  });
}

/** Whether two ranges have a place in common; that they touch suffices. */
const meet = (a: SourceRange, b: SourceRange): boolean => a.start <= b.end && b.start <= a.end;
