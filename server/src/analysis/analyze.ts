import type { DomainModel } from '../domain/model.ts';
import { readDomain } from '../domain/readDomain.ts';
import { facetsOf, type Facet } from '../host/topology.ts';
import { RULES } from '../rules/all.ts';
import type {
  DomainContext,
  DomainRule,
  HostContext,
  HostlessRule,
  HostRule,
  Reports,
  Rule,
} from '../rules/rule.ts';
import type { Finding, Problem, Severity } from '../text/finding.ts';
import type { SourceRange } from '../text/range.ts';
import { remembered } from '../text/remembered.ts';
import { parseXml } from '../xml/parseXml.ts';
import { rootName } from '../xml/rootName.ts';
import type { ParsedXml } from '../xml/source.ts';
import { nameAround } from './domainName.ts';
import { DOMAIN_ROOTS, findDomains } from './findDomains.ts';
import { allFindings, FINDINGS_LIMIT, inOrder, limited, type Told } from './findings.ts';
import { runHouseRules } from './runHouseRules.ts';
import { suppressionsIn, type ConfiguredUse, type SuppressedFinding } from './suppressions.ts';
import { schemaReports } from './schemaFindings.ts';
import { hasSchema, schemaOf } from './schemaOf.ts';
import type { DocumentSchema } from './schemas.ts';
import { isOff, settingOf, versionsIn, type World } from './world.ts';

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
  /** What the document is held against; undefined: no schema is known for it. */
  readonly schema: DocumentSchema | undefined;
  /** In document order; none in libvirt's other documents. */
  readonly domains: readonly DomainModel[];
  /** In document order. */
  readonly findings: readonly Finding[];
  /** What would be found, but for a comment or the configuration. In document order. */
  readonly suppressed: readonly SuppressedFinding[];
  /** Of what use the configuration's suppressions were, in their order. */
  readonly uses: readonly ConfiguredUse[];
  readonly resting: readonly RestingRule[];
  readonly failures: readonly RuleFailure[];
  /** How many guests of other files are known to run on the host; absent where none are. */
  readonly otherGuests?: number;
}

/**
 * Analyses a text. undefined for a text that holds no libvirt domain, and for which no schema is known: such a text gets no finding
 * and costs no more than a look at its root. Never throws, and takes time linear in the text. `rules` are all of them, but for tests of the engine.
 */
export function analyze(
  text: string,
  world: World,
  rules: readonly Rule[] = RULES,
): Analysis | undefined {
  const root = rootName(text) ?? '';
  if (!DOMAIN_ROOTS.has(root) && !hasSchema(world, root)) return undefined;
  const parsed = parseXml(text);
  const domains = findDomains(parsed.document).map((one) => readDomain(one, world.isInSession));
  const isLarge = isTooLarge(parsed);
  const schema = isLarge ? undefined : schemaOf(parsed, domains, world);
  if (domains.length === 0 && schema === undefined && !(isLarge && DOMAIN_ROOTS.has(root)))
    return undefined;
  const running = rules === RULES ? runningIn(world) : runningOf(rules, world);
  const told = parsed.problems.map(fromProblem);
  const failures: RuleFailure[] = [];
  const mayFind = running.about(parsed.elementNames);
  for (const domain of domains) {
    for (const problem of domain.problems) told.push(fromProblem(problem));
    if (!isWhole(domain)) continue;
    const { host } = world;
    const context = { text, domain, versions: versionsIn(world), host };
    const hosted = host && { ...context, host };
    for (const rule of mayFind) {
      if (rule.drivers !== 'any' && !domain.isQemu) continue;
      try {
        let count = 0;
        for (const report of check(rule, context, hosted)) {
          told.push({ rule: rule.id, report });
          // No rule may say more than a file can show: the rest is never made.
          if (++count > FINDINGS_LIMIT) break;
        }
      } catch (error) {
        failures.push({ rule: rule.id, error });
      }
    }
  }
  const checked = domains.filter(isWhole);
  const house = houseRules(world, parsed, checked.length < domains.length ? [] : checked);
  told.push(...house.told);
  failures.push(...house.failures);
  if (schema !== undefined) told.push(...schemaReports(schema, parsed, told, world));
  const resting = running.resting.filter(({ lacks }) => !isNoLoss(lacks, domains));
  const isSilent = (id: string) => [...failures, ...resting].some(({ rule }) => rule === id);
  const shown = withoutSuppressed(parsed, domains, world, told, (id) => {
    if (isSilent(id) || parsed.hasUnevaluated || isOff(world, id)) return false;
    const rule = rules.find((one) => one.id === id);
    if (rule === undefined) return house.ran.has(id);
    if (id.startsWith(OF_SCHEMA)) return schema !== undefined && isSchemaAsked(world, parsed);
    if (rule.scope === 'fleet') return false;
    if (rule.scope === 'reading') return !parsed.problemsCut;
    if (checked.length < domains.length) return false;
    if (rule.drivers !== 'any' && !checked.some(({ isQemu }) => isQemu)) return false;
    if (rule.scope === 'hostless') return world.host === undefined;
    return rule.scope === 'domain' || world.host !== undefined;
  });
  return { text, world, parsed, schema, domains, ...shown, resting, failures };
}

/** Whether the schema's word on a document is whole. */
const isSchemaAsked = (world: World, { problems }: ParsedXml): boolean =>
  world.isServedElsewhere !== true && problems.length === 0;

/** The family of what libvirt's schema has against a document. */
const OF_SCHEMA = 'schema/';

/** The house rules that are not switched off, over a document of which everything could be read. */
function houseRules(world: World, parsed: ParsedXml, domains: readonly DomainModel[]) {
  const wanted = (world.houseRules ?? []).filter(({ id }) => !isOff(world, id));
  return runHouseRules(domains.length === 0 ? [] : wanted, parsed, domains);
}

function withoutSuppressed(
  parsed: ParsedXml,
  domains: readonly DomainModel[],
  world: World,
  told: readonly Told[],
  couldSpeak: (rule: string) => boolean,
): Pick<Analysis, 'findings' | 'suppressed' | 'uses'> {
  const ids = new Set((world.houseRules ?? []).map(({ id }) => id));
  const { suppress, problems, unused, uses } = suppressionsIn(parsed, domains, world);
  const findings: Finding[] = [];
  const suppressed: SuppressedFinding[] = [];
  const sort = (found: readonly Finding[]): void => {
    for (const finding of found) {
      const hidden = suppress(finding);
      if (hidden === undefined) findings.push(finding);
      else suppressed.push(hidden);
    }
  };
  const setting = settingAt(world, domains);
  sort(allFindings(told, setting, ids));
  const own = allFindings([...problems, ...unused(couldSpeak)], setting);
  sort(own);
  if (own.length > 0) findings.sort(inOrder);
  const shown = limited(findings, world.rules, parsed.text.length);
  return { findings: shown, suppressed, uses: uses(couldSpeak) };
}

/** What the user said of a rule where it speaks; undefined where nothing is said. A domain's name is looked for only where it matters. */
export function settingAt(world: World, domains: readonly DomainModel[]) {
  const named = new Set((world.byDomain ?? []).flatMap(({ rules }) => [...rules.keys()]));
  return (rule: string, at: SourceRange): Severity | 'off' | undefined =>
    settingOf(world, rule, named.has(rule) ? nameAround(domains, at) : undefined);
}

/** Whether all of a domain could be read, so that rules may look at what there is and what there is not. */
const isWhole = (domain: DomainModel): boolean => !domain.isDamaged && !domain.isTemplated;

const isTooLarge = (parsed: ParsedXml): boolean =>
  parsed.problems.some((problem) => problem.rule === 'xml/too-large');

const fromProblem = (problem: Problem): Told => ({ rule: problem.rule, report: problem });

function check(
  rule: CheckedRule,
  context: DomainContext,
  hosted: HostContext | undefined,
): Reports {
  if (rule.scope !== 'host') return rule.check(context);
  return hosted === undefined ? [] : rule.check(hosted);
}

type CheckedRule = DomainRule | HostRule | HostlessRule;

/** Which rules look at a domain in one world, and which would if more were known of the host. */
interface RunningRules {
  /** Of the rules that look, those which may find something in a text with these elements. */
  readonly about: (elementNames: ReadonlySet<string>) => readonly CheckedRule[];
  readonly resting: readonly RestingRule[];
}

/** One world has many texts: all files of a run, or all that is typed. */
const runningIn = remembered((world: World) => runningOf(RULES, world));

function runningOf(rules: readonly Rule[], world: World): RunningRules {
  const facets = world.host && facetsOf(world.host);
  const checked: CheckedRule[] = [];
  const resting: RestingRule[] = [];
  for (const rule of rules) {
    if (rule.scope === 'fleet' || rule.scope === 'reading' || isOff(world, rule.id)) continue;
    if (rule.scope === 'hostless' && facets !== undefined) continue;
    const lacks = rule.scope === 'host' ? facets && lacking(rule, facets) : undefined;
    const rests = rule.scope === 'host' && (facets === undefined || lacks !== undefined);
    if (rests) resting.push({ rule: rule.id, lacks });
    else checked.push(rule);
  }
  return { about: aboutOf(checked), resting };
}

/** Texts of one kind come one after the other: what is typed in, guests of one make. The last answer is kept. */
function aboutOf(checked: readonly CheckedRule[]): RunningRules['about'] {
  let last: { readonly key: string; readonly rules: readonly CheckedRule[] } | undefined;
  return (names) => {
    const key = [...names].join();
    if (last?.key !== key) {
      const rules = checked.filter(({ about }) => about?.some((name) => names.has(name)) !== false);
      last = { key, rules };
    }
    return last.rules;
  };
}

/** A reserve is the user's to state or not; pools say nothing of guests without huge pages, siblings nothing where only vCPUs are pinned. */
function isNoLoss(lacks: Facet | undefined, domains: readonly DomainModel[]): boolean {
  if (lacks === 'pools')
    return domains.every((domain) => domain.memoryBacking?.hugepages === undefined);
  if (lacks === 'siblings')
    return domains.every((one) => one.emulatorpins.length + one.iothreadpins.length === 0);
  return lacks === 'reserve';
}

function lacking(rule: HostRule, facets: ReadonlySet<Facet>): Facet | undefined {
  return rule.needs.find((facet) => !facets.has(facet));
}
