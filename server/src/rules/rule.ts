import type { DomainModel } from '../domain/model.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { GuestClaim } from '../fleet/guestClaim.ts';
import type { Facet, HostTopology, Versions } from '../host/topology.ts';
import type { Fix, Related, Severity } from '../text/finding.ts';
import type { SourceRange } from '../text/range.ts';

/** What a rule says of itself. Settings, pages, the CLI's lists and the diagnostics' links derive from it. */
export interface RuleMeta {
  /** `family/name`: also the path of the rule's source, page and test. */
  readonly id: string;
  /** The default; a report may state another where its consequence differs. */
  readonly severity: Severity;
  /** One sentence without a full stop: what the rule finds. */
  readonly summary: string;
  /** Why it matters: what libvirt, QEMU or the kernel does then. */
  readonly why: string;
  /** libvirt's manual, or the kernel's. */
  readonly reference: string;
  /** safe: may be applied on save; suggested: only when chosen; none. */
  readonly fix: 'safe' | 'suggested' | 'none';
  /** The first version of this project that has the rule. */
  readonly since: string;
  /**
   * Elements of which at least one stands in each text in which the rule finds something: it is run on no other. The less a guest is
   * tuned, the less there is to do.
   */
  readonly about?: readonly string[];
  /** 'any': holds for every domain type, since libvirt's common parser does it. Default 'qemu': only qemu and kvm. */
  readonly drivers?: 'any' | 'qemu';
  /**
   * 'host capacity': the finding says that the host has too little of something (memory, page pools, CPUs) for a guest that is
   * in order by itself. Such rules speak of most documents that were written for another machine.
   */
  readonly judges?: 'host capacity';
  /** Ids under which the rule was known earlier. */
  readonly formerly?: readonly string[];
}

/** What a rule yields. Range and fixes are offsets in the text under analysis. */
export interface Report {
  readonly range: SourceRange;
  readonly message: string;
  readonly related?: readonly Related[];
  readonly fixes?: readonly Fix[];
  /** Of what it speaks, the same in each file where one thing is told: `node 0`. */
  readonly about?: string;
  /** Stated only where it differs from the rule's default. */
  readonly severity?: Severity;
}

export interface DomainContext {
  /** The whole text, for edits that follow its indentation and line ends. */
  readonly text: string;
  readonly domain: DomainModel;
  /** What is known of the software on the host; empty if nothing is. */
  readonly versions: Versions;
  /** For the numbers in fixes and titles alone: what a rule finds hangs on it in host rules only. */
  readonly host: HostTopology | undefined;
}

export interface HostContext extends DomainContext {
  readonly host: HostTopology;
}

export type Reports = Iterable<Report>;

/** Sees one domain and nothing of the host. */
export interface DomainRule extends RuleMeta {
  readonly scope: 'domain';
  readonly check: (context: DomainContext) => Reports;
}

/** Sees one domain and its host; rests where the host's description lacks one of the facets. */
export interface HostRule extends RuleMeta {
  readonly scope: 'host';
  readonly needs: readonly Facet[];
  readonly check: (context: HostContext) => Reports;
}

/** Sees one domain for which no host is known. */
export interface HostlessRule extends RuleMeta {
  readonly scope: 'hostless';
  readonly check: (context: DomainContext) => Reports;
}

/** What a rule sees of all guests of a host, asked about one of them. */
export interface FleetContext {
  readonly host: HostTopology;
  readonly fleet: Fleet;
  /** It is counted. */
  readonly guest: GuestClaim;
}

/** Sees what one guest and the others of its host claim together: no text, so that files need not be open. Rests without its facets. */
export interface FleetRule extends RuleMeta {
  readonly scope: 'fleet';
  readonly needs: readonly Facet[];
  /** Ranges are places in the guest's own file; related ones may stand in other files. */
  readonly check: (context: FleetContext) => Reports;
}

/** Has no check of its own: reading the text (XML, a value, a host file) finds it, and names the rule by its id. */
export interface ReadingRule extends RuleMeta {
  readonly scope: 'reading';
}

export type Rule = DomainRule | HostRule | HostlessRule | FleetRule | ReadingRule;

export function domainRule(meta: RuleMeta, check: DomainRule['check']): DomainRule {
  return { ...meta, scope: 'domain', check };
}

export function hostRule(
  meta: RuleMeta & { readonly needs: readonly Facet[] },
  check: HostRule['check'],
): HostRule {
  return { ...meta, scope: 'host', check };
}

export function hostlessRule(meta: RuleMeta, check: HostlessRule['check']): HostlessRule {
  return { ...meta, scope: 'hostless', check };
}

export function fleetRule(
  meta: RuleMeta & { readonly needs: readonly Facet[] },
  check: FleetRule['check'],
): FleetRule {
  return { ...meta, scope: 'fleet', check };
}

export function readingRule(meta: RuleMeta): ReadingRule {
  return { ...meta, scope: 'reading' };
}
