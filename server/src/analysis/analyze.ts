import type { DomainModel } from '../domain/model.ts';
import { readDomain } from '../domain/readDomain.ts';
import { facetsOf, type Facet } from '../host/topology.ts';
import { RULES } from '../rules/all.ts';
import type { HostRule, Report, Rule } from '../rules/rule.ts';
import type { Finding, Problem } from '../text/finding.ts';
import { parseXml } from '../xml/parseXml.ts';
import { rootName } from '../xml/rootName.ts';
import type { ParsedXml } from '../xml/source.ts';
import { DOMAIN_ROOTS, findDomains } from './findDomains.ts';
import { findingsOf, type Told } from './findings.ts';
import { versionsIn, type World } from './world.ts';

/** A rule that rests because the host is unknown or its description lacks a facet. */
export interface RestingRule {
  readonly rule: string;
  /** undefined: there is no host at all. */
  readonly lacks: Facet | undefined;
}

/** A rule that threw. It is dropped for the document; the shell logs it. */
export interface RuleFailure {
  readonly rule: string;
  readonly error: unknown;
}

/** All that is known of one text in one world: an immutable value from which every feature starts. */
export interface Analysis {
  readonly text: string;
  readonly world: World;
  readonly parsed: ParsedXml;
  /** In document order. */
  readonly domains: readonly DomainModel[];
  /** In document order. */
  readonly findings: readonly Finding[];
  readonly resting: readonly RestingRule[];
  readonly failures: readonly RuleFailure[];
}

/**
 * Analyses a text. undefined for a text that holds no libvirt domain: such a text gets no finding and costs no more than a
 * look at its root. Never throws, and takes time linear in the text.
 */
export function analyze(text: string, world: World): Analysis | undefined {
  if (!DOMAIN_ROOTS.has(rootName(text) ?? '')) return undefined;
  const parsed = parseXml(text);
  const domains = findDomains(parsed.document).map(readDomain);
  if (domains.length === 0 && !isTooLarge(parsed)) return undefined;
  const told: Told[] = parsed.problems.map(fromProblem);
  const failures: RuleFailure[] = [];
  for (const domain of domains) {
    told.push(...domain.problems.map(fromProblem));
    if (!domain.isDamaged) told.push(...checkDomain(text, domain, world, failures));
  }
  return {
    text,
    world,
    parsed,
    domains,
    findings: findingsOf(told, world.rules, text.length),
    resting: restingRules(world),
    failures,
  };
}

const isTooLarge = (parsed: ParsedXml): boolean =>
  parsed.problems.some((problem) => problem.rule === 'xml/too-large');

const fromProblem = (problem: Problem): Told => ({ rule: problem.rule, report: problem });

function checkDomain(
  text: string,
  domain: DomainModel,
  world: World,
  failures: RuleFailure[],
): Told[] {
  const told: Told[] = [];
  for (const rule of RULES) {
    if (rule.drivers !== 'any' && !domain.isQemu) continue;
    if (world.rules.get(rule.id) === 'off') continue;
    try {
      for (const report of reportsOf(rule, text, domain, world))
        told.push({ rule: rule.id, report });
    } catch (error) {
      failures.push({ rule: rule.id, error });
    }
  }
  return told;
}

function reportsOf(rule: Rule, text: string, domain: DomainModel, world: World): Iterable<Report> {
  const { host } = world;
  const versions = versionsIn(world);
  switch (rule.scope) {
    case 'domain':
      return rule.check({ text, domain, versions });
    case 'hostless':
      return host === undefined ? rule.check({ text, domain, versions }) : [];
    case 'host':
      return host !== undefined && lacking(rule, facetsOf(host)) === undefined
        ? rule.check({ text, domain, versions, host })
        : [];
    case 'reading':
      return [];
  }
}

function restingRules({ host, rules }: World): RestingRule[] {
  const facets = host && facetsOf(host);
  return RULES.flatMap((rule): RestingRule[] => {
    if (rule.scope !== 'host' || rules.get(rule.id) === 'off') return [];
    if (facets === undefined) return [{ rule: rule.id, lacks: undefined }];
    const lacks = lacking(rule, facets);
    return lacks === undefined ? [] : [{ rule: rule.id, lacks }];
  });
}

function lacking(rule: HostRule, facets: ReadonlySet<Facet>): Facet | undefined {
  return rule.needs.find((facet) => !facets.has(facet));
}
