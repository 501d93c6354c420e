import { RULES } from '../rules/all.ts';
import type { DomainModel } from '../domain/model.ts';
import { closest } from '../text/closest.ts';
import type { Finding } from '../text/finding.ts';
import type { SourceRange } from '../text/range.ts';
import type { ParsedXml } from '../xml/source.ts';
import { directivesIn, type Directive, type NamedRule } from './directives.ts';
import { nameAround } from './domainName.ts';
import type { Told } from './findings.ts';
import { removeComment, removeName } from './suppressionFixes.ts';
import { reachOf } from './suppressionReach.ts';
import { settingOf, type ConfiguredSuppression, type World } from './world.ts';

/** A finding that somebody does not want to see, and said so. */
export interface SuppressedFinding {
  readonly finding: Finding;
  readonly where: { readonly kind: 'comment'; readonly range: SourceRange } | Configured;
  /** '' where none is given. */
  readonly reason: string;
}

interface Configured {
  readonly kind: 'configuration';
}

/** One rule in one comment, and where it holds. */
interface Suppression {
  readonly directive: Directive;
  readonly named: NamedRule;
  readonly rule: string;
  readonly reach: SourceRange;
  used: boolean;
}

/** The suppressions of a text, ready for its findings. */
export interface Suppressions {
  /** Who suppresses the finding, if anybody. Remembers that it was of use. */
  readonly suppress: (finding: Finding) => SuppressedFinding | undefined;
  /** What is wrong with the comments themselves, whatever is found. */
  readonly problems: readonly Told[];
  /**
   * The comments that were of no use, once all findings went through `suppress`: those of rules that ran, as `couldSpeak` says. A rule
   * that rests here may speak in another world.
   */
  readonly unused: (couldSpeak: (rule: string) => boolean) => readonly Told[];
  /** Of what use the configuration's entries were, then. */
  readonly uses: (couldSpeak: (rule: string) => boolean) => readonly ConfiguredUse[];
}

/** Of what use an entry of the configuration was to a document. */
export interface ConfiguredUse {
  readonly entry: ConfiguredSuppression;
  /** unknown: its rule did not run on a domain that the entry is for, or not with all that it needs. */
  readonly use: 'used' | 'unused' | 'unknown';
}

/** Reads the comments of a text and the configuration's entries. Never throws, and takes time linear in the text. */
export function suppressionsIn(
  parsed: ParsedXml,
  domains: readonly DomainModel[],
  world: World,
): Suppressions {
  const { text, document } = parsed;
  const { directives, broken } = directivesIn(text, document);
  const known =
    directives.length === 0
      ? NOBODY
      : new Set([...CURRENT.keys(), ...(world.houseRules ?? []).map(({ id }) => id)]);
  const told: Told[] = broken.map((report) => ({ rule: 'suppression/malformed', report }));
  const byRule = new Map<string, Suppression[]>();
  for (const directive of directives) {
    for (const named of directive.rules)
      if (!known.has(named.id)) told.push(unknownRule(named, known));
    if (directive.command === 'enable') continue;
    if (directive.reason === '') told.push(withoutReason(text, directive));
    for (const named of directive.rules) {
      const rule = CURRENT.get(named.id) ?? named.id;
      const reach = reachOf(directive, named.id, directives, text);
      const list = byRule.get(rule) ?? [];
      if (list.length === 0) byRule.set(rule, list);
      list.push({ directive, named, rule, reach, used: false });
    }
  }
  told.push(...idleEnables(text, directives));
  const configured = (world.suppressions ?? []).map((entry) => ({
    entry,
    rule: CURRENT.get(entry.rule) ?? entry.rule,
    used: false,
  }));
  return {
    suppress: (finding) => {
      const { start } = finding.range;
      const matching = (byRule.get(finding.rule) ?? []).filter(
        ({ reach }) => reach.start <= start && start <= reach.end,
      );
      for (const one of matching) one.used = true;
      const ofRule = configured.filter(({ rule }) => rule === finding.rule);
      const name = ofRule.length === 0 ? undefined : nameAround(domains, finding.range);
      const entries = ofRule.filter(({ entry }) => name !== undefined && entry.matches(name));
      for (const one of entries) one.used = true;
      const nearest = matching.at(-1)?.directive;
      if (nearest !== undefined)
        return {
          finding,
          where: { kind: 'comment', range: nearest.range },
          reason: nearest.reason,
        };
      const first = entries[0]?.entry;
      return first && { finding, where: { kind: 'configuration' }, reason: first.reason };
    },
    problems: told,
    unused: (couldSpeak) =>
      [...byRule.values()]
        .flat()
        .filter(
          ({ used, named, rule }) =>
            !used && known.has(named.id) && !rule.startsWith(OWN) && couldSpeak(rule),
        )
        .map(({ directive, named }) => unused(text, directive, named)),
    uses: (couldSpeak) =>
      configured.map(({ entry, rule, used }) => {
        if (used) return { entry, use: 'used' };
        const names = domains.flatMap(({ name }) => name?.value ?? []).filter(entry.matches);
        const isKnown =
          !rule.startsWith(OWN) &&
          couldSpeak(rule) &&
          names.every((name) => settingOf(world, rule, name) !== 'off');
        return { entry, use: names.length === 0 || isKnown ? 'unused' : 'unknown' };
      }),
  };
}

const NOBODY: ReadonlySet<string> = new Set();

/** Whether a comment about comments was of use shows only after them all. */
const OWN = 'suppression/';

/** Built-in rules by each id that they have or had. */
const CURRENT: ReadonlyMap<string, string> = new Map(
  RULES.flatMap((rule) => [rule.id, ...(rule.formerly ?? [])].map((id) => [id, rule.id] as const)),
);

function unknownRule({ id, range }: NamedRule, known: ReadonlySet<string>): Told {
  const meant = closest(id, [...known]);
  const message =
    meant === undefined
      ? `there is no rule '${id}'`
      : `there is no rule '${id}'; '${meant}' was probably meant`;
  const fixes =
    meant === undefined
      ? []
      : [{ title: `Write '${meant}'`, safe: false, edits: [{ range, newText: meant }] }];
  return { rule: 'suppression/unknown-rule', report: { range, message, fixes } };
}

function withoutReason(text: string, { range, rules }: Directive): Told {
  const end = rules.at(-1)?.range.end ?? range.end;
  const colon = text.slice(end, range.end).search(/\S/) + end;
  const start = text.charAt(colon) === ':' ? colon : (rules[0]?.range.start ?? range.start);
  const behind = text.charAt(colon) === ':' ? withoutSpace(text, colon, range.end - 3) : end;
  return {
    rule: 'suppression/malformed',
    report: {
      range: { start, end: behind },
      message: "the comment does not say why: write the reason behind the rule's id and a colon",
      severity: 'hint',
    },
  };
}

function withoutSpace(text: string, start: number, end: number): number {
  let at = end;
  while (at > start + 1 && /\s/.test(text.charAt(at - 1))) at--;
  return at;
}

function unused(text: string, directive: Directive, named: NamedRule): Told {
  const fix =
    directive.rules.length === 1
      ? removeComment(text, directive.range)
      : removeName(directive.rules, named);
  return {
    rule: 'suppression/unused',
    report: {
      range: named.range,
      message: `${named.id} finds nothing ${PLACES[directive.command]}; the comment is of no use`,
      fixes: [fix],
    },
  };
}

const PLACES: Readonly<Record<Directive['command'], string>> = {
  'disable-next-line': 'in the next line',
  'disable-file': 'in this file',
  disable: 'from here on',
  enable: 'from here on',
};

/** Comments that enable what nothing before them disabled. */
function idleEnables(text: string, directives: readonly Directive[]): Told[] {
  const off = new Set<string>();
  const told: Told[] = [];
  for (const { command, rules, range } of directives) {
    if (command === 'disable') for (const { id } of rules) off.add(id);
    if (command !== 'enable') continue;
    const idle = rules.length === 0 ? off.size === 0 : rules.every(({ id }) => !off.has(id));
    if (rules.length === 0) off.clear();
    for (const { id } of rules) off.delete(id);
    if (!idle) continue;
    const message = 'nothing before this comment disables what it enables';
    const report = { range, message, fixes: [removeComment(text, range)] };
    told.push({ rule: 'suppression/unused', report });
  }
  return told;
}
