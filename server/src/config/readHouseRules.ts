import type { Node } from 'jsonc-parser';
import { compileHouseRule, type HouseRule, type HouseRuleText } from '../analysis/houseRules.ts';
import {
  readElements,
  readMembers,
  tell,
  type JsonReading,
} from '../host/importers/json/jsonObject.ts';
import { HOUSE_RULE_KEYS } from './keys.ts';
import { readText } from './values.ts';

/** The project's own rules, in the order of the text, without those that are wrong. */
export function readHouseRules(reading: JsonReading, node: Node | undefined): readonly HouseRule[] {
  if (node === undefined) return [];
  const rules = new Map<string, HouseRule>();
  for (const each of readElements(reading, node, 'a list of rules') ?? []) {
    const members = readMembers(reading, each, HOUSE_RULE_KEYS, 'a rule');
    if (members === undefined) continue;
    const rule = readHouseRule(reading, each, members);
    if (rule === undefined) continue;
    if (!rules.has(rule.id)) rules.set(rule.id, rule);
    else {
      const place = members.get('id') ?? each;
      tell(
        reading,
        'bad-house-rule',
        place,
        `there is a rule '${rule.id}' above; the first counts`,
      );
    }
  }
  return [...rules.values()];
}

function readHouseRule(
  reading: JsonReading,
  node: Node,
  members: ReadonlyMap<string, Node>,
): HouseRule | undefined {
  const texts = new Map<string, string>();
  for (const key of HOUSE_RULE_KEYS) {
    const member = members.get(key);
    const text = member && readText(reading, member, 'a text');
    if (text !== undefined) texts.set(key, text);
    if (member === undefined && key !== 'severity')
      tell(reading, 'missing-key', node, `the rule has no '${key}'`);
  }
  const [id, xpath, message] = ['id', 'xpath', 'message'].map((key) => texts.get(key));
  if (id === undefined || xpath === undefined || message === undefined) return undefined;
  const severity = texts.get('severity');
  const text: HouseRuleText = {
    id,
    xpath,
    message,
    ...(severity === undefined ? {} : { severity }),
  };
  const compiled = compileHouseRule(text);
  if ('rule' in compiled) return compiled.rule;
  for (const problem of compiled.problems)
    tell(reading, 'bad-house-rule', members.get(problem.field) ?? node, problem.message);
  return undefined;
}
