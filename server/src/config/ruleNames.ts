import type { Node } from 'jsonc-parser';
import { readMembersAnyKey } from './anyMembers.ts';
import type { RuleSettings } from '../analysis/world.ts';
import { tell, type JsonReading } from '../host/importers/json/jsonObject.ts';
import { RULES } from '../rules/all.ts';
import { closest } from '../text/closest.ts';
import { SEVERITIES, type Severity } from '../text/finding.ts';
import { readNamePattern } from './glob.ts';
import { oneOf } from './values.ts';

/** The rules that a configuration may speak of: the built-in ones by each id that they have or had, and its own. */
export type KnownRules = ReadonlyMap<string, string>;

export function knownRules(houseRules: readonly string[]): KnownRules {
  const builtIn = RULES.flatMap((rule) =>
    [rule.id, ...(rule.formerly ?? [])].map((id): [string, string] => [id, rule.id]),
  );
  return new Map([...builtIn, ...houseRules.map((id): [string, string] => [id, id])]);
}

/** The id that a rule has today, or undefined after telling that there is none. */
export function readRuleId(
  reading: JsonReading,
  node: Node,
  id: string,
  known: KnownRules,
): string | undefined {
  const current = known.get(id);
  if (current !== undefined) return current;
  const meant = closest(id, [...known.keys()]);
  const hint = meant === undefined ? '' : `; did you mean '${meant}'?`;
  tell(reading, 'unknown-rule', node, `there is no rule '${id}'${hint}`);
  return undefined;
}

/**
 * Severities by rule id, or by pattern (`cells/*`). An id goes before patterns, and of patterns the later before the earlier.
 */
export function readSeverities(
  reading: JsonReading,
  node: Node | undefined,
  known: KnownRules,
): RuleSettings {
  const byPattern = new Map<string, Severity | 'off'>();
  const byId = new Map<string, Severity | 'off'>();
  for (const { name, key, value } of readMembersAnyKey(reading, node, "'severities'")) {
    const severity = oneOf(reading, value, [...SEVERITIES, 'off'] as const, 'a severity');
    if (!/[*?[{]/.test(name)) {
      const id = readRuleId(reading, key, name, known);
      if (id !== undefined && severity !== undefined) byId.set(id, severity);
      continue;
    }
    const pattern = readNamePattern(name);
    if ('wrong' in pattern) {
      tell(reading, 'bad-glob', key, `'${name}' ${pattern.wrong}`);
      continue;
    }
    const ids = new Set([...known.values()].filter((id) => pattern.matches(id)));
    if (ids.size === 0) tell(reading, 'unknown-rule', key, `no rule's id matches '${name}'`);
    if (severity === undefined) continue;
    for (const id of ids) byPattern.set(id, severity);
  }
  return new Map([...byPattern, ...byId]);
}
