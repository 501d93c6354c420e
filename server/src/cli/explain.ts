import { RULES } from '../rules/all.ts';
import { rulesForError } from '../report/errorText.ts';
import { messagesIn } from '../report/toolMessages.ts';
import { visible } from '../report/visible.ts';
import { closest } from '../text/closest.ts';
import type { Environment } from './environment.ts';
import { houseRulePage, projectRules } from './projectRules.ts';
import type { ConfigUse } from './surroundings.ts';

/**
 * Prints the page of a rule, built in or of the house, or the pages for an error's text. Fulfils with 0, or with 2 where there is
 * none.
 * @param text a rule's id, or what libvirt, QEMU or the kernel said
 */
export async function explain(
  text: string,
  config: ConfigUse,
  environment: Environment,
): Promise<number> {
  const { out, err, readPage } = environment;
  const rule = ruleMeant(text);
  const page = rule === undefined ? undefined : await readPage(rule);
  if (page !== undefined) {
    await out(page);
    return 0;
  }
  if (rule !== undefined) {
    await err(`libvirt-xml: the page of ${rule} is missing\n`);
    return 2;
  }
  const { rules, place } = LIKE_ID.test(text)
    ? await projectRules(config, environment)
    : { rules: [], place: undefined };
  const house = rules.find(({ id }) => id === text) ?? onlyNamed(rules, text);
  if (house !== undefined) {
    await out(houseRulePage(house, place));
    return 0;
  }
  const causes = rulesForError(text, messagesIn(await allPages(environment)));
  if (causes.length > FEW) {
    await out(overview(causes));
    return 0;
  }
  if (causes.length > 0) {
    for (const cause of causes) await out((await readPage(cause)) ?? `# ${cause}\n`);
    return 0;
  }
  if (/\s/.test(text)) {
    const [line = ''] = text.trim().split(/[\r\n]/);
    await err(
      `libvirt-xml: ${visible(`no rule finds the cause of the error '${line}'; 'libvirt-xml rules' lists what is found`)}\n`,
    );
    return 2;
  }
  const near = rulesNear(
    text,
    rules.map(({ id }) => id),
  );
  const hint =
    near.length === 0 ? "'libvirt-xml rules' lists them" : `near to it: ${near.join(', ')}`;
  await err(`libvirt-xml: ${visible(`there is no rule '${text}'; ${hint}`)}\n`);
  return 2;
}

async function allPages({
  readPage,
}: Environment): Promise<readonly (readonly [string, string])[]> {
  return Promise.all(RULES.map(async ({ id }) => [id, (await readPage(id)) ?? ''] as const));
}

/** So many pages are read; of more, only what they are about. */
const FEW = 3;

function overview(ids: readonly string[]): string {
  const width = Math.max(...ids.map((id) => id.length));
  const lines = RULES.filter(({ id }) => ids.includes(id)).map(
    ({ id, summary }) => `${id.padEnd(width)}  ${summary}\n`,
  );
  return `${ids.length} rules find the cause of this error; libvirt-xml explain RULE prints the page of one:\n\n${lines.join('')}`;
}

/** What looks like a rule's id, or its second half: an error's text is no reason to look for a configuration. */
const LIKE_ID = /^[a-z0-9/-]+$/;

/** The id of the rule that is meant: by its id, an earlier one, or its name without the family. */
function ruleMeant(text: string): string | undefined {
  const exact = RULES.find(({ id, formerly }) => id === text || formerly?.includes(text) === true);
  return exact?.id ?? onlyNamed(RULES, text)?.id;
}

/** Ids of rules that are near to what was typed, at most five: a slip of the pen, or a part of the id. */
function rulesNear(text: string, houseRules: readonly string[]): readonly string[] {
  const ids = [...RULES.map(({ id }) => id), ...houseRules];
  const slip =
    closest(text, ids) ?? ids.find((id) => nameOf(id) === closest(text, ids.map(nameOf)));
  const holding = text === '' ? [] : ids.filter((id) => id.includes(text.toLowerCase()));
  return [...new Set([...(slip === undefined ? [] : [slip]), ...holding])].slice(0, 5);
}

/** The rule whose name without the family is this, where there is one only. */
function onlyNamed<R extends { readonly id: string }>(
  rules: readonly R[],
  name: string,
): R | undefined {
  const [only, ...more] = rules.filter(({ id }) => nameOf(id) === name);
  return more.length === 0 ? only : undefined;
}

function nameOf(id: string): string {
  return id.slice(id.indexOf('/') + 1);
}
