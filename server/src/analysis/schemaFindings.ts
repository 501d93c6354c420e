import type { Report } from '../rules/rule.ts';
import { compareVersions } from '../host/topology.ts';
import { validate } from '../relaxng/validate.ts';
import type { SchemaProblem } from '../relaxng/problem.ts';
import type { Severity } from '../text/finding.ts';
import type { SourceRange } from '../text/range.ts';
import { sourceOf, type ParsedXml } from '../xml/source.ts';
import { isElement } from '../xml/walk.ts';
import { FINDINGS_LIMIT, standardSeverity, type Told } from './findings.ts';
import { schemaFixes } from './schemaFixes.ts';
import { schemaMessage } from './schemaMessage.ts';
import type { DocumentSchema } from './schemas.ts';
import { isOff, versionsIn, type World } from './world.ts';

const RULE_OF: Readonly<Record<SchemaProblem['kind'], string>> = {
  'unknown-element': 'schema/unknown-element',
  'unknown-attribute': 'schema/unknown-attribute',
  'bad-value': 'schema/bad-value',
  'missing-attribute': 'schema/missing-attribute',
  'missing-element': 'schema/missing-element',
  'element-not-allowed-here': 'schema/element-not-allowed',
  'text-not-allowed': 'schema/text-not-allowed',
};

/** So many elements of a document are read anew for what would mend it. */
const TRIED = 1500;

/**
 * What the schema has against a document, but for places of which a rule speaks already, and those that a template may still change. It
 * takes no room from the other findings of a file.
 * @param told what was found so far
 */
export function schemaReports(
  schema: DocumentSchema,
  { text, document, problems }: ParsedXml,
  told: readonly Told[],
  world: World,
): readonly Told[] {
  const root = document.documentElement;
  if (root === null || world.isServedElsewhere === true) return [];
  if (Object.values(RULE_OF).every((rule) => isOff(world, rule))) return [];
  const isSaid = saidPlaces(told);
  const strays = problems.filter(({ rule }) => rule === 'xml/stray-close-tag');
  const severity = severityOf(schema, root.tagName, world);
  const reports: Told[] = [];
  const budget = { left: TRIED };
  for (const problem of validate(schema.grammar, root)) {
    if (told.length + reports.length >= FINDINGS_LIMIT) break;
    if (mayChange(problem) || isAmiss(problem, strays) || isSaid(problem.range)) continue;
    const report: Report = {
      range: problem.range,
      message: schemaMessage(problem, schema, root.tagName),
      fixes: schemaFixes(text, problem, schema.grammar, budget),
      ...(severity === undefined ? {} : { severity }),
    };
    reports.push({ rule: RULE_OF[problem.kind], report });
  }
  return reports;
}

/** What libvirt prints and nobody writes: where the schema is other, it is the schema that is old. */
const PRINTED: ReadonlySet<string> = new Set([
  'capabilities',
  'domainCapabilities',
  'storagepoolCapabilities',
]);

/** Information where the host's libvirt is, or may be, newer than the schema; undefined: as the rule says. */
function severityOf(
  { version, isGuess }: DocumentSchema,
  root: string,
  world: World,
): Severity | undefined {
  if (PRINTED.has(root)) return 'information';
  const stated = versionsIn(world).libvirt;
  if (stated === undefined) return undefined;
  const isOlder = version === undefined ? isGuess : compareVersions(version, stated) < 0;
  return isOlder ? 'information' : undefined;
}

/** A template's statements or placeholders stand around: what is there may be there once, or not at all. */
function mayChange({ kind, element, isKnown }: SchemaProblem): boolean {
  const source = sourceOf(element);
  if (kind === 'unknown-element' || kind === 'element-not-allowed-here') {
    const parent = element.parentNode;
    const isTemplated = parent !== null && isElement(parent) && sourceOf(parent).templated;
    return isTemplated && (isKnown || kind === 'element-not-allowed-here');
  }
  if (!source.templated) return false;
  return kind !== 'unknown-attribute' || isKnown;
}

/** The text is broken so that the element's children are others than were meant, or its text goes on too far. */
function isAmiss(
  { kind, element, attribute, range }: SchemaProblem,
  strays: readonly { readonly range: SourceRange }[],
): boolean {
  if (kind === 'unknown-element' || kind === 'element-not-allowed-here') {
    const parent = element.parentElement;
    if (parent === null) return false;
    const { end } = sourceOf(parent).whole;
    return strays.some((stray) => range.start < stray.range.start && stray.range.start < end);
  }
  return attribute === undefined && kind === 'bad-value' && sourceOf(element).damaged;
}

const MATTERS: ReadonlySet<Severity | undefined> = new Set(['error', 'warning']);

/** Whether an error or a warning has a character in common with a range. */
function saidPlaces(told: readonly Told[]): (range: SourceRange) => boolean {
  const ranges = told
    .filter(({ rule, report }) => MATTERS.has(report.severity ?? standardSeverity(rule)))
    .map(({ report }) => report.range)
    .sort((a, b) => a.start - b.start);
  const ends: number[] = [];
  for (const { end } of ranges) ends.push(Math.max(end, ends.at(-1) ?? 0));
  return ({ start, end }) => {
    let low = 0;
    let high = ranges.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ranges[middle]?.start ?? 0) < end) low = middle + 1;
      else high = middle;
    }
    return low > 0 && (ends[low - 1] ?? 0) > start;
  };
}
