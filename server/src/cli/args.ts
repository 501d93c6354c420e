import { parseArgs } from 'node:util';
import type { Which } from '../analysis/fixAll.ts';
import type { BaselineMode } from './baseline.ts';
import { RULES } from '../rules/all.ts';
import { SEVERITIES, type Severity } from '../text/finding.ts';
import type { HostCaptureCommand } from './hostCapture.ts';
import type { HostShowCommand } from './hostShow.ts';
import { completionScript, SHELLS, type Shell } from './completion.ts';
import { memoryMode } from '../vocabulary/values/memoryMode.ts';
import { present } from '../host/buildTopology.ts';
import { parseVersion } from '../host/parseVersion.ts';
import type { Version, Versions } from '../host/topology.ts';
import type { Inputs } from './inputs.ts';
import { Misuse, oneOf, orMeant } from './misuse.ts';
import { ALLOWED, COMMANDS, OPTIONS, type CommandName, type OptionName } from './options.ts';
import { PLAN_FORMATS, readPlanCommand, type PlanCommand } from './planCommand.ts';
import { ruleSetting } from './ruleSetting.ts';
import type { ConfigUse, SchemaUse, StatedWorld } from './surroundings.ts';

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
const SHORT_FORMATS = ['human', 'json'] as const;

export interface LintCommand extends StatedWorld, Inputs {
  readonly kind: 'lint';
  readonly format: Format;
  readonly failLevel: Severity | 'never';
  /** Which fixes are applied; undefined: none. */
  readonly fix: Which | undefined;
  /** Fixes are shown as a diff, and no file is written. */
  readonly diff: boolean;
  /** Only errors are told. */
  readonly quiet: boolean;
  /** More warnings than that are a failure. */
  readonly maxWarnings: number | undefined;
  readonly baseline: BaselineUse | undefined;
  /** No domain among the files is no failure. */
  readonly allowNone: boolean;
  /** Files that hold no domain are named, and host files that were found. */
  readonly verbose: boolean;
}

/** Prints what a file would be judged by, and checks nothing. */
export interface PrintConfigCommand extends StatedWorld {
  readonly kind: 'print-config';
  readonly path: string;
}

export interface GuardCommand extends StatedWorld {
  readonly kind: 'guard';
  readonly failLevel: Severity | 'never';
  /** The editor's command line; undefined: of the environment. */
  readonly editor: string | undefined;
  readonly path: string;
}

export interface BaselineUse {
  readonly path: string;
  readonly mode: BaselineMode;
}

export type Command =
  | LintCommand
  | PrintConfigCommand
  | PlanCommand
  | { readonly kind: 'rules'; readonly format: Format; readonly config: ConfigUse }
  | { readonly kind: 'explain'; readonly rule: string; readonly config: ConfigUse }
  | GuardCommand
  | HostShowCommand
  | HostCaptureCommand
  | { readonly kind: 'completion'; readonly script: string }
  | { readonly kind: 'help'; readonly command: CommandName | undefined }
  | { readonly kind: 'version' }
  /** `command`: whose help says more. */
  | {
      readonly kind: 'misuse';
      readonly message: string;
      readonly command: CommandName | undefined;
    };

/** What the arguments ask for; `misuse` says in one sentence what is wrong with them. */
export function readArgs(argv: readonly string[]): Command {
  try {
    return read(argv);
  } catch (error) {
    if (error instanceof Misuse)
      return { kind: 'misuse', message: error.message, command: named(argv)?.command };
    throw error;
  }
}

const FAIL_LEVELS: readonly (Severity | 'never')[] = [...SEVERITIES, 'never'];
/** The command that the words begin with, and what stands behind it; `host` alone is none. */
function named(
  words: readonly string[],
): { readonly command: CommandName; readonly rest: readonly string[] } | undefined {
  const command = COMMANDS.find((name) => name.split(' ').every((word, i) => words[i] === word));
  return command && { command, rest: words.slice(command.split(' ').length) };
}

function commandOf(words: readonly string[]): ReturnType<typeof named> & object {
  const found = named(words);
  if (found !== undefined) return found;
  const [name, second] = words;
  if (name === undefined) throw new Misuse('a command is missing');
  const isHost = name === 'host';
  if (isHost && second === undefined)
    throw new Misuse("'host' is used as 'host show FILE…' or 'host capture'");
  const given = isHost && second !== undefined ? `${name} ${second}` : name;
  const otherwise = isHost ? '' : "'libvirt-xml lint PATH…' checks files";
  throw new Misuse(`unknown command '${given}'${orMeant(given, COMMANDS, otherwise)}`);
}

function read(argv: readonly string[]): Command {
  const { values, positionals } = parse(argv);
  const isHelp = positionals[0] === 'help';
  if (values.help === true || isHelp)
    return { kind: 'help', command: named(isHelp ? positionals.slice(1) : positionals)?.command };
  if (values.version === true) return { kind: 'version' };
  const { command, rest } = commandOf(positionals);
  for (const [option, value] of Object.entries(values) as [OptionName, unknown][]) {
    if (!ALLOWED[command].includes(option))
      throw new Misuse(`'${command}' has no option '--${option}'`);
    if (value === '' || (Array.isArray(value) && value.includes('')))
      throw new Misuse(`'--${option}' needs a value, and what it is given is empty`);
  }
  if (command === 'plan')
    return readPlanCommand(values, statedWorld(values), inputOptions(values, rest));
  const format = oneOf(values.format ?? 'human', FORMATS, '--format');
  if (command === 'rules') {
    oneOf(format, SHORT_FORMATS, '--format');
    if (rest[0] !== undefined) throw new Misuse(`'rules' takes no '${rest[0]}'`);
    return { kind: 'rules', format, config: configOption(values) };
  }
  if (command === 'explain') {
    // An error's text without quotes comes word by word.
    const rule = rest.join(' ');
    if (rule === '') throw new Misuse("'explain' needs the id of a rule, or the text of an error");
    return { kind: 'explain', rule, config: configOption(values) };
  }
  if (command === 'completion') {
    const [shell, more] = rest;
    if (shell === undefined || more !== undefined)
      throw new Misuse(`'completion' needs a shell: ${SHELLS.join(', ')}`);
    return { kind: 'completion', script: scriptFor(oneOf(shell, SHELLS, 'completion')) };
  }
  if (command === 'host capture') {
    if (rest[0] !== undefined) throw new Misuse(`'host capture' takes no '${rest[0]}'`);
    const { connect, output } = values;
    const refresh = refreshOption(values);
    return { kind: command, connect, output: output === '-' ? undefined : output, refresh };
  }
  if (command === 'host show') {
    if (rest.length === 0) throw new Misuse("'host show' needs a host file");
    return { kind: command, format: oneOf(format, SHORT_FORMATS, '--format'), paths: rest };
  }
  if (command === 'guard') {
    const [path, more] = rest;
    if (path === undefined || more !== undefined) throw new Misuse("'guard' needs one file");
    return {
      kind: 'guard',
      ...statedWorld(values),
      failLevel: oneOf(values['fail-level'] ?? 'warning', FAIL_LEVELS, '--fail-level'),
      editor: values.editor,
      path,
    };
  }
  const stated = statedWorld(values);
  if (values['print-config'] !== undefined) {
    if (rest[0] !== undefined)
      throw new Misuse("'--print-config FILE' takes one file, and checks none");
    return { kind: 'print-config', ...stated, path: values['print-config'] };
  }
  if (rest.length === 0) throw new Misuse("'lint' needs a file or a folder");
  return {
    kind: 'lint',
    ...stated,
    format,
    failLevel: oneOf(values['fail-level'] ?? 'error', FAIL_LEVELS, '--fail-level'),
    ...inputOptions(values, rest),
    ...fixOptions(values),
    quiet: values.quiet === true,
    maxWarnings: countOption(values['max-warnings']),
    baseline: baselineOption(values),
    allowNone: values['allow-none'] === true,
    verbose: values.verbose === true,
  };
}

function scriptFor(shell: Shell): string {
  const words: Partial<Record<CommandName, readonly string[]>> = {
    explain: RULES.map(({ id }) => id),
    completion: SHELLS,
  };
  const formats: Partial<Record<CommandName, readonly string[]>> = {
    plan: PLAN_FORMATS,
    rules: SHORT_FORMATS,
    'host show': SHORT_FORMATS,
  };
  const commands = COMMANDS.map((name) => ({
    name,
    options: ALLOWED[name],
    formats: formats[name] ?? FORMATS,
    words: words[name] ?? [],
  }));
  const values = new Map<string, readonly string[]>([
    ['fail-level', FAIL_LEVELS],
    ['mode', Object.keys(memoryMode.words)],
  ]);
  return completionScript(shell, commands, values);
}

type Values = ReturnType<typeof parse>['values'];

function statedWorld(values: Values): StatedWorld {
  return {
    hosts: values.host ?? [],
    rules: new Map((values.rule ?? []).map(ruleSetting)),
    versions: versionOptions(values),
    config: configOption(values),
    schemas: schemaOption(values),
  };
}

function inputOptions(values: Values, paths: readonly string[]): Inputs {
  if (values['stdin-filename'] !== undefined && !paths.includes('-'))
    throw new Misuse("'--stdin-filename' names standard input: it needs the path '-'");
  return {
    paths,
    inputName: values['stdin-filename'] ?? '<stdin>',
    gitIgnore: values['no-gitignore'] !== true,
  };
}

function configOption(values: Values): ConfigUse {
  const { config, 'no-config': no } = values;
  if (config === undefined) return no === true ? 'none' : 'nearest';
  if (no === true) throw new Misuse("'--config' and '--no-config' exclude each other");
  return { path: config };
}

function schemaOption({ schemas, 'no-schemas': no }: Values): SchemaUse {
  if (schemas === undefined) return no === true ? 'none' : 'found';
  if (no === true) throw new Misuse("'--schemas' and '--no-schemas' exclude each other");
  return { path: schemas };
}

function versionOptions(values: Values): Versions {
  const read = (name: 'libvirt' | 'qemu' | 'kernel'): Version | undefined => {
    const text = values[`${name}-version`];
    const version = text === undefined ? undefined : parseVersion(text);
    if (text !== undefined && version === undefined)
      throw new Misuse(`'${text}' is no value of '--${name}-version'; it takes one such as 11.3.0`);
    return version;
  };
  return present<Versions>({
    libvirt: read('libvirt'),
    qemu: read('qemu'),
    kernel: read('kernel'),
  });
}

function fixOptions(values: Values): Pick<LintCommand, 'fix' | 'diff'> {
  const diff = values.diff === true || values['fix-dry-run'] === true;
  const isUnsafe = values['unsafe-fixes'] === true;
  if (diff && (values.format ?? 'human') !== 'human')
    throw new Misuse("'--diff' prints a diff, and takes no '--format'");
  if (isUnsafe && !diff && values.fix !== true)
    throw new Misuse("'--unsafe-fixes' needs '--fix' or '--diff'");
  return { fix: diff || values.fix === true ? (isUnsafe ? 'all' : 'safe') : undefined, diff };
}

function refreshOption({ refresh = false, output = '-' }: Values): boolean {
  if (refresh && output === '-') throw new Misuse("'--refresh' needs '--output FILE'");
  return refresh;
}

function countOption(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Misuse(`'${text}' is no value of '--max-warnings'; it takes a number`);
}

function baselineOption(values: Values): BaselineUse | undefined {
  const { baseline: path, 'update-baseline': update, 'prune-baseline': prune } = values;
  if (path === undefined) {
    if (update === true || prune === true)
      throw new Misuse(
        `'--${update === true ? 'update' : 'prune'}-baseline' needs '--baseline FILE'`,
      );
    return undefined;
  }
  if (update === true && prune === true)
    throw new Misuse("'--update-baseline' forgets what is gone; it needs no '--prune-baseline'");
  return { path, mode: update === true ? 'update' : prune === true ? 'prune' : 'read' };
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
  const missing = /^Option '(?:-., )?(--[^ ]+) <value>' argument missing/.exec(message)?.[1];
  if (missing !== undefined) return `'${missing}' needs a value`;
  const dashed = /^Option '(--[^']+)' argument is ambiguous/.exec(message)?.[1];
  if (dashed !== undefined)
    return `'${dashed}' needs a value; one that begins with '-' is written '${dashed}=-…'`;
  const [first = message] = message.split(/\.\s|\n|\.$/);
  return first.charAt(0).toLowerCase() + first.slice(1);
}
