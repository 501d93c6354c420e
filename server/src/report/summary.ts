import type { RestingRule } from '../analysis/analyze.ts';
import type { Facet } from '../host/topology.ts';
import { SEVERITIES } from '../text/finding.ts';
import { counted } from './counted.ts';
import type { Tally } from './fileReport.ts';

/** One line: `2 errors, 1 warning in 3 files; 1 file is no libvirt domain`. */
export function summaryLine({ statuses, severities }: Tally): string {
  const found = SEVERITIES.filter((severity) => severities[severity] > 0).map((severity) =>
    severity === 'information'
      ? counted(severities[severity], severity, severity)
      : counted(severities[severity], severity),
  );
  const isAre = (count: number) => `${counted(count, 'file')} ${count === 1 ? 'is' : 'are'}`;
  const others = [
    { count: statuses['not-a-domain'], what: 'no libvirt domain' },
    { count: statuses.excluded, what: 'excluded' },
    { count: statuses.unreadable, what: 'unreadable' },
  ].filter(({ count }) => count > 0);
  return [
    `${found.length === 0 ? 'nothing found' : found.join(', ')} in ${counted(statuses.linted, 'file')}`,
    ...others.map(({ count, what }) => `${isAre(count)} ${what}`),
  ].join('; ');
}

/** One sentence that says how many rules rest and why; undefined when none does. */
export function restingLine(resting: readonly RestingRule[]): string | undefined {
  if (resting.length === 0) return undefined;
  const rest = `${counted(resting.length, 'check')} ${resting.length === 1 ? 'rests' : 'rest'}`;
  const lacks = new Set(resting.map(({ lacks }) => lacks));
  if (lacks.has(undefined)) return `${rest}: no host is known; --host FILE names one`;
  const facets = [...lacks].flatMap((facet) => (facet === undefined ? [] : FACETS[facet]));
  return `${rest}: the host's description lacks ${facets.join(', ')}`;
}

const FACETS: Readonly<Record<Facet, string>> = {
  nodes: 'its nodes',
  total: 'memory sizes',
  free: 'free memory',
  reserve: 'a reserve',
  cpus: 'the CPUs of its nodes',
  pools: 'huge page pools',
  distances: 'distances',
  siblings: 'which CPUs share a core',
};
