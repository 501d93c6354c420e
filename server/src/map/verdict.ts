import { RULES } from '../rules/all.ts';
import { formatCount } from '../host/format.ts';
import type { Landing } from '../placement/landing.ts';
import { predict } from '../placement/predict.ts';
import { sayOutcome } from '../placement/sayOutcome.ts';
import type { DomainModel } from '../domain/model.ts';
import type { Finding, Severity } from '../text/finding.ts';
import type { Placed } from './chunks.ts';
import type { Surveyed } from './ground.ts';
import type { MapPlan, Verdict } from './model.ts';
import { sayEach, sayRemote, saySharesOf } from './sayPlaced.ts';

/** What comes of a plan. A shortage that only others make, or what was free when it was measured, is a warning. */
export function kindOf(ground: Surveyed, domain: DomainModel, landing: Landing): Verdict {
  const { host, overhead } = ground;
  switch (landing.outcome.kind) {
    case 'fits':
      return 'ok';
    case 'spills':
      return 'info';
    case 'mayFail':
    case 'refused': {
      const { kind } = predict(domain, host, { overhead, basis: 'total' }).outcome;
      return kind === 'mayFail' || kind === 'refused' ? 'error' : 'warning';
    }
  }
}

/** One sentence for the card. */
export function outcomeOf(ground: Surveyed, landing: Landing, placed: Placed): string {
  const remote = sayRemote(placed, ground);
  return `${capital(sayResult(landing, placed))}${remote === '' ? '' : `; ${remote}`}.`;
}

function sayResult(landing: Landing, placed: Placed): string {
  const each = landing.outcome.kind === 'fits' ? sayEach(placed) : '';
  return `${sayOutcome(landing)}${each === '' ? '' : `, ${each}`}`;
}

/** The worst that is found of the guest's memory and CPUs, unless what comes of it is worse. */
export function writtenVerdict(
  ground: Surveyed,
  landing: Landing,
  placed: Placed,
  kind: Verdict,
): MapPlan['verdict'] {
  const { analysis, domain, sourceOf } = ground;
  const { whole } = domain.source;
  const mine = analysis.findings.filter(
    ({ rule, range }) => isOfMap(rule) && whole.start <= range.start && range.end <= whole.end,
  );
  // Where memory is short, that goes before CPUs.
  if (kind !== 'ok') mine.sort((a, b) => Number(isOfCpus(a)) - Number(isOfCpus(b)));
  const worst = (['error', 'warning', 'information'] as const)
    .map((severity) => mine.find((finding) => finding.severity === severity))
    .find((finding) => finding !== undefined);
  const told = analysis.findings.filter(({ severity }) => severity !== 'hint').length;
  if (worst !== undefined && RANK[KIND[worst.severity]] <= RANK[kind])
    return {
      kind: KIND[worst.severity],
      title: sentence(worst.message),
      text: whyOf(worst),
      source: sourceOf(worst.range),
      more: told - 1,
    };
  const source = placed.landing[0]?.source;
  return {
    kind,
    title: `${domain.name?.value ?? 'The guest'} ${sayOutcome(landing)}.`,
    text: sharesText(ground, placed),
    ...(source === undefined ? {} : { source }),
    more: told,
  };
}

/** @param unwritten why there is no edit that writes it */
export function previewVerdict(
  ground: Surveyed,
  landing: Landing,
  placed: Placed,
  plan: Pick<MapPlan, 'kind'> & { readonly words: string; readonly unwritten: string | undefined },
): MapPlan['verdict'] {
  const { kind, words, unwritten } = plan;
  const last =
    unwritten === undefined
      ? 'Nothing is written until you apply the edit.'
      : `Nothing is written, and there is no edit to apply: ${unwritten}.`;
  return {
    kind: kind === 'ok' ? 'info' : kind,
    title: `Preview: ${words} ${sayResult(landing, placed)}.`,
    text: `${sharesText(ground, placed)} ${last}`,
    more: 0,
  };
}

function sharesText(ground: Surveyed, placed: Placed): string {
  const { basis, neighbours, fleet } = ground;
  const remote = sayRemote(placed, ground);
  const shares = saySharesOf(placed);
  const count = neighbours.claims.length;
  const which = fleet?.supposed?.which;
  const beside =
    count === 0
      ? ''
      : `, beside ${formatCount(count, 'other guest')}${which === undefined ? '' : ` ${which}, if all of them run on this host`}`;
  const from =
    basis === 'free'
      ? 'what was free when the host was captured, a snapshot'
      : 'all memory of the nodes without the reserve';
  return `${shares === undefined ? 'No memory is taken' : capital(shares)}: computed by a model from ${from}${beside}.${remote === '' ? '' : ` ${remote}.`}`;
}

const FAMILIES: ReadonlySet<string> = new Set([
  'cells',
  'fleet',
  'hugepages',
  'memory',
  'numatune',
  'pinning',
]);

/** Whether a rule speaks of what the map shows. */
export const isOfMap = (rule: string): boolean => FAMILIES.has(rule.slice(0, rule.indexOf('/')));

const isOfCpus = ({ rule }: Finding): boolean =>
  rule.startsWith('pinning/') || rule === 'fleet/cpus-pinned-twice';

const KIND: Readonly<Record<Severity, Verdict>> = {
  error: 'error',
  warning: 'warning',
  information: 'info',
  hint: 'info',
};

const RANK: Readonly<Record<Verdict, number>> = { error: 0, warning: 1, info: 2, ok: 3 };

const WHY: ReadonlyMap<string, string> = new Map(RULES.map(({ id, why }) => [id, why]));

const whyOf = ({ rule }: Finding): string => sentence(WHY.get(rule) ?? '');

function sentence(text: string): string {
  return text === '' || /[.!?]$/.test(text) ? capital(text) : `${capital(text)}.`;
}

/** `vCPU` and its like stay as they are. */
function capital(text: string): string {
  if (/^\p{Ll}\p{Lu}/u.test(text)) return text;
  return text.charAt(0).toUpperCase() + text.slice(1);
}
