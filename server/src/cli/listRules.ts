import { RULES } from '../rules/all.ts';
import type { Rule } from '../rules/rule.ts';
import { styleFor } from '../report/style.ts';
import type { Format } from './args.ts';

/** All rules for a person, aligned in columns, or as a JSON document `{version: 1, rules}`. */
export function listRules(format: Format, colour: boolean): string {
  if (format === 'json')
    return `${JSON.stringify({ version: 1, rules: RULES.map(jsonRule) }, null, 2)}\n`;
  const style = styleFor(colour);
  const width = Math.max(0, ...RULES.map(({ id }) => id.length));
  return RULES.map(({ id, severity, summary }) => {
    const padded = style.severity(severity, severity.padEnd('information'.length));
    return `${id.padEnd(width)}  ${padded}  ${summary}\n`;
  }).join('');
}

function jsonRule(rule: Rule): object {
  const { id, severity, summary, why, reference, fix, since, scope, drivers = 'qemu' } = rule;
  const needs = rule.scope === 'host' ? rule.needs : [];
  const formerly = rule.formerly ?? [];
  const judges = rule.judges ?? (rule.scope === 'host' ? 'host' : 'document');
  return {
    ...{ id, severity, summary, why, reference, fix, since },
    ...{ scope, judges, needs, drivers, formerly },
  };
}
