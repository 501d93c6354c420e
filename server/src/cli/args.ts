import { parseArgs } from 'node:util';
import type { RuleSettings } from '../analysis/world.ts';
import { RULES } from '../rules/all.ts';
import { SEVERITIES, type Severity } from '../text/finding.ts';
import { closest } from '../text/closest.ts';

const FORMATS = [
  'human',
  'compact',
  'json',
  'sarif',
  'github',
  'gitlab',
  'junit',
  'checkstyle',
] as const;
export type Format = (typeof FORMATS)[number];

export interface LintCommand {
  readonly kind: 'lint';
  readonly hosts: readonly string[];
  readonly format: Format;
  readonly failLevel: Severity | 'never';
  readonly rules: RuleSettings;
  /** At least one. */
  readonly paths: readonly string[];
}

export type Command =
  | LintCommand
  | { readonly kind: 'rules'; readonly format: Format }
  | { readonly kind: 'explain'; readonly rule: string }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'misuse'; readonly message: string };

/** What the arguments ask for; `misuse` says in one sentence what is wrong with them. */
export function readArgs(argv: readonly string[]): Command {
  try {
    return read(argv);
  } catch (error) {
    if (error instanceof Misuse) return { kind: 'misuse', message: error.message };
    throw error;
  }
}

const FAIL_LEVELS: readonly (Severity | 'never')[] = [...SEVERITIES, 'never'];
const COMMANDS = ['lint', 'rules', 'explain'] as const;
const OPTIONS = {
  host: { type: 'string', multiple: true },
  rule: { type: 'string', multiple: true },
  format: { type: 'string' },
  'fail-level': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;
const ALLOWED: Readonly<Record<(typeof COMMANDS)[number], readonly (keyof typeof OPTIONS)[]>> = {
  lint: ['host', 'rule', 'format', 'fail-level'],
  rules: ['format'],
  explain: [],
};

class Misuse extends Error {}

function read(argv: readonly string[]): Command {
  const { values, positionals } = parse(argv);
  if (values.help === true) return { kind: 'help' };
  if (values.version === true) return { kind: 'version' };
  const [name, ...rest] = positionals;
  if (name === undefined) throw new Misuse('a command is missing');
  const command = COMMANDS.find((one) => one === name);
  if (command === undefined)
    throw new Misuse(
      `unknown command '${name}'${orMeant(name, COMMANDS, "'libvirt-xml lint PATH…' checks files")}`,
    );
  for (const option of Object.keys(values) as (keyof typeof OPTIONS)[])
    if (!ALLOWED[command].includes(option))
      throw new Misuse(`'${command}' has no option '--${option}'`);
  const format = oneOf(values.format ?? 'human', FORMATS, '--format');
  if (command === 'rules') {
    oneOf(format, ['human', 'json'], '--format');
    if (rest[0] !== undefined) throw new Misuse(`'rules' takes no '${rest[0]}'`);
    return { kind: 'rules', format };
  }
  if (command === 'explain') {
    const [rule, more] = rest;
    if (rule === undefined)
      throw new Misuse("'explain' needs the id of a rule, or the text of an error");
    if (more !== undefined)
      throw new Misuse("'explain' takes one rule, or the text of one error in quotes");
    return { kind: 'explain', rule };
  }
  if (rest.length === 0) throw new Misuse("'lint' needs a file or a folder");
  return {
    kind: 'lint',
    hosts: values.host ?? [],
    format,
    failLevel: oneOf(values['fail-level'] ?? 'error', FAIL_LEVELS, '--fail-level'),
    rules: new Map((values.rule ?? []).map(ruleSetting)),
    paths: rest,
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    throw new Misuse(parseErrorText(error));
  }
}

/** Node's own words are several sentences, the first of which tells enough. */
function parseErrorText(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const unknown = /^Unknown option '(-[^']*)'/.exec(message)?.[1];
  if (unknown !== undefined) {
    const names = Object.keys(OPTIONS).map((name) => `--${name}`);
    return `unknown option '${unknown}'${orMeant(unknown, names, '')}`;
  }
  const [first = message] = message.split(/\.\s|\n|\.$/);
  return first.charAt(0).toLowerCase() + first.slice(1);
}

function ruleSetting(text: string): [string, Severity | 'off'] {
  const [id = '', value] = text.split('=', 2);
  if (value === undefined) throw new Misuse(`'--rule ${text}' should be '--rule ID=SEVERITY'`);
  const ids = RULES.map((rule) => rule.id);
  const rule = RULES.find((one) => one.id === id || one.formerly?.includes(id) === true);
  if (rule === undefined)
    throw new Misuse(
      `there is no rule '${id}'${orMeant(id, ids, "'libvirt-xml rules' lists them")}`,
    );
  return [rule.id, oneOf(value, [...SEVERITIES, 'off'], `--rule ${id}=`)];
}

function oneOf<W extends string>(value: string, words: readonly W[], option: string): W {
  const word = words.find((one) => one === value);
  if (word !== undefined) return word;
  throw new Misuse(`'${value}' is no value of '${option}'; it takes ${words.join(', ')}`);
}

function orMeant(word: string, words: readonly string[], otherwise: string): string {
  const meant = closest(word, words);
  if (meant !== undefined) return `; did you mean '${meant}'?`;
  return otherwise === '' ? '' : `; ${otherwise}`;
}
