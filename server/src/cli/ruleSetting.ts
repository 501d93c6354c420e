import { RULES } from '../rules/all.ts';
import { closest } from '../text/closest.ts';
import { SEVERITIES, type Severity } from '../text/finding.ts';
import { Misuse, oneOf, orMeant } from './misuse.ts';

/**
 * What `--rule ID=SEVERITY` says. An id of no built-in family may be a house rule's: whether there is one shows when the
 * configuration is read. @throws Misuse
 */
export function ruleSetting(text: string): readonly [string, Severity | 'off'] {
  const [id = '', value] = text.split('=', 2);
  if (value === undefined) throw new Misuse(`'--rule ${text}' should be '--rule ID=SEVERITY'`);
  const rule = RULES.find((one) => one.id === id || one.formerly?.includes(id) === true);
  if (rule === undefined && !mayBeHouseRule(id))
    throw new Misuse(
      `there is no rule '${id}'${orMeant(id, IDS, "'libvirt-xml rules' lists them")}`,
    );
  return [rule?.id ?? id, oneOf(value, [...SEVERITIES, 'off'], `--rule ${id}=`)];
}

/** Of the ids that `--rule` named, one that neither we nor the configurations know, in one sentence. */
export function unknownRule(
  stated: Iterable<string>,
  houseRules: ReadonlySet<string>,
): string | undefined {
  for (const id of stated) {
    if (BUILT_IN.has(id) || houseRules.has(id)) continue;
    const meant = closest(id, [...IDS, ...houseRules]);
    const hint = meant === undefined ? '' : `; did you mean '${meant}'?`;
    return `there is no rule '${id}', neither built in nor in a configuration${hint}`;
  }
  return undefined;
}

const IDS: readonly string[] = RULES.map(({ id }) => id);
const BUILT_IN: ReadonlySet<string> = new Set(IDS);
const FAMILIES: ReadonlySet<string> = new Set(IDS.map(familyOf));

function mayBeHouseRule(id: string): boolean {
  return /^[a-z0-9-]+\/[a-z0-9-]+$/.test(id) && !FAMILIES.has(familyOf(id));
}

function familyOf(id: string): string {
  return id.slice(0, id.indexOf('/'));
}
