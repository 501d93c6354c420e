import { RULES } from '../rules/all.ts';
import { SEVERITIES, type Severity } from '../text/finding.ts';
import { compileBounded, type BoundedQuery } from '../xml/boundedQuery.ts';
import { compileMessage, type MessagePart } from './messageParts.ts';

/** A rule of the user's own, ready to run. */
export interface HouseRule {
  /** `family/name`; no built-in rule has it. */
  readonly id: string;
  readonly severity: Severity;
  readonly query: BoundedQuery;
  readonly message: readonly MessagePart[];
  /** As it was written. */
  readonly written: HouseRuleText;
}

/** A rule as the configuration writes it: nothing in it is known to be right. */
export interface HouseRuleText {
  readonly id: string;
  readonly xpath: string;
  readonly message: string;
  /** Default `warning`. */
  readonly severity?: string;
}

/** What is wrong with one field of a house rule. */
export interface HouseRuleProblem {
  readonly field: keyof HouseRuleText;
  readonly message: string;
}

export type CompiledHouseRule =
  { readonly rule: HouseRule } | { readonly problems: readonly HouseRuleProblem[] };

/**
 * Makes a house rule, or says everything that is wrong with it, field by field, as messages for the configuration file. Total.
 * That no two house rules have the same id is the caller's to see.
 */
export function compileHouseRule(text: HouseRuleText): CompiledHouseRule {
  const problems: HouseRuleProblem[] = [];
  const complain = (field: keyof HouseRuleText, message: string | undefined): void => {
    if (message !== undefined) problems.push({ field, message });
  };
  const { id, severity = 'warning' } = text;
  complain('id', idProblem(id));
  const known = SEVERITIES.find((name) => name === severity);
  if (known === undefined)
    complain('severity', `'${severity}' is no severity; there are ${SEVERITIES.join(', ')}`);
  const query = compileBounded(text.xpath, 'nodes');
  if ('problem' in query) complain('xpath', `the expression is not run: ${query.problem}`);
  const message = compileMessage(text.message);
  if ('problem' in message) complain('message', message.problem);
  if (problems.length > 0 || known === undefined || 'problem' in query || 'problem' in message)
    return { problems };
  return { rule: { id, severity: known, query, message: message.parts, written: text } };
}

/** Like a built-in id; two hyphens in a row could not be written in the comment that suppresses it. */
const ID = /^[a-z0-9]+(-[a-z0-9]+)*\/[a-z0-9]+(-[a-z0-9]+)*$/;

const LONGEST_ID = 100;

function idProblem(id: string): string | undefined {
  if (!ID.test(id) || id.length > LONGEST_ID)
    return `'${id}' is no rule id; one looks like 'acme/no-auto': a family, '/' and a name of small letters, digits and single hyphens`;
  const taken = RULES.find((rule) => rule.id === id || rule.formerly?.includes(id) === true);
  if (taken !== undefined) return `'${id}' is a built-in rule; choose a family of your own`;
  const family = id.slice(0, id.indexOf('/') + 1);
  return RULES.some((rule) => rule.id.startsWith(family))
    ? `'${family.slice(0, -1)}' is a family of built-in rules, which later releases add to; choose one of your own`
    : undefined;
}
