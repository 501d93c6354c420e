import type { HouseRule } from '../analysis/houseRules.ts';
import { humanReport } from '../report/human.ts';
import { visible } from '../report/visible.ts';
import type { Environment } from './environment.ts';
import { createSurroundings, type ConfigUse } from './surroundings.ts';

/** The house rules of the configuration that holds for the working directory, or is named. */
export interface ProjectRules {
  readonly rules: readonly HouseRule[];
  /** The configuration's path; undefined: there is none. */
  readonly place: string | undefined;
  /** The configuration cannot be read; that was told. */
  readonly isUnreadable: boolean;
}

/** Reads the configuration for its house rules. What is wrong in it is told on standard error. */
export async function projectRules(
  config: ConfigUse,
  environment: Environment,
): Promise<ProjectRules> {
  const stated = { hosts: [], rules: new Map(), versions: {}, config, schemas: 'none' } as const;
  const surroundings = await createSurroundings(stated, environment);
  const { project } = await surroundings.of(`${await environment.realPath('.')}/-`);
  for (const report of surroundings.reports()) await environment.err(humanReport(report, false));
  return {
    rules: project?.configuration.houseRules ?? [],
    place: project?.place,
    isUnreadable: project?.error !== undefined,
  };
}

/** The page of a house rule: it has no other than what the configuration says. */
export function houseRulePage(
  { id, severity, written: { xpath, message } }: HouseRule,
  place = '',
): string {
  const fence = '`'.repeat(
    Math.max(2, ...(`${xpath}${message}`.match(/`+/g) ?? []).map((run) => run.length)) + 1,
  );
  const block = (text: string, language: string) =>
    `${fence}${language}\n${shown(text)}\n${fence}\n`;
  return [
    `# ${id}\n`,
    `A house rule of \`${visible(place)}\`; its findings are of severity *${severity}* unless the configuration says otherwise.\n`,
    'Every node that this XPath expression selects is a finding:\n',
    block(xpath, 'xpath'),
    'Its message, where `{…}` is replaced by what it selects:\n',
    block(message, ''),
    'How house rules are written: docs/house-rules.md\n',
  ].join('\n');
}

/** Line by line: an expression may have several. */
function shown(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map(visible)
    .join('\n');
}
