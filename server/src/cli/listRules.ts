import type { HouseRule } from '../analysis/houseRules.ts';
import { visible } from '../report/visible.ts';
import { RULES } from '../rules/all.ts';
import type { Rule } from '../rules/rule.ts';
import { styleFor } from '../report/style.ts';
import type { Format } from './args.ts';

/**
 * All rules, the house's behind the built-in ones: for a person, aligned in columns, or as a JSON document `{version: 1, rules}`.
 */
export function listRules(
  format: Format,
  colour: boolean,
  houseRules: readonly HouseRule[],
): string {
  if (format === 'json') {
    const rules = [...RULES.map(jsonRule), ...houseRules.map(jsonHouseRule)];
    return `${JSON.stringify({ version: 1, rules }, null, 2)}\n`;
  }
  const style = styleFor(colour);
  const own = houseRules.map(({ id, severity, written }) => ({
    id,
    severity,
    summary: visible(written.message),
  }));
  const all = [...RULES, ...own];
  const width = Math.max(0, ...all.map(({ id }) => id.length));
  return all
    .map(({ id, severity, summary }) => {
      const padded = style.severity(severity, severity.padEnd('information'.length));
      return `${id.padEnd(width)}  ${padded}  ${summary}\n`;
    })
    .join('');
}

function jsonRule(rule: Rule): object {
  const { id, severity, summary, why, reference, fix, since, scope, drivers = 'qemu' } = rule;
  const needs = rule.scope === 'host' || rule.scope === 'fleet' ? rule.needs : [];
  const formerly = rule.formerly ?? [];
  const judges = rule.judges ?? (rule.scope === 'host' ? 'host' : 'document');
  return {
    ...{ id, severity, summary, why, reference, fix, since },
    ...{ scope, judges, needs, drivers, formerly },
  };
}

/** What a house rule says of itself: it has no page, no reference and no release. */
function jsonHouseRule({ id, severity, written: { xpath, message } }: HouseRule): object {
  return {
    ...{ id, severity, summary: message, fix: 'none', xpath },
    ...{ scope: 'house', judges: 'document', needs: [], drivers: 'any', formerly: [] },
  };
}
