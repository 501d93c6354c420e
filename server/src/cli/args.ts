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
  /** Files that hold no domain are named. */
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
const COMMANDS = ['lint', 'plan', 'rules', 'explain', 'guard', 'host', 'completion'] as const;
const OPTIONS = {
  host: { type: 'string', multiple: true },
  rule: { type: 'string', multiple: true },
  config: { type: 'string' },
  'no-config': { type: 'boolean' },
  'print-config': { type: 'string' },
  schemas: { type: 'string' },
  'no-schemas': { type: 'boolean' },
  'libvirt-version': { type: 'string' },
  'qemu-version': { type: 'string' },
  'kernel-version': { type: 'string' },
  format: { type: 'string' },
  'fail-level': { type: 'string' },
  'stdin-filename': { type: 'string' },
  fix: { type: 'boolean' },
  'unsafe-fixes': { type: 'boolean' },
  diff: { type: 'boolean' },
  'fix-dry-run': { type: 'boolean' },
  quiet: { type: 'boolean', short: 'q' },
  'max-warnings': { type: 'string' },
  editor: { type: 'string' },
  connect: { type: 'string' },
  output: { type: 'string', short: 'o' },
  refresh: { type: 'boolean' },
  baseline: { type: 'string' },
  'update-baseline': { type: 'boolean' },
  'prune-baseline': { type: 'boolean' },
  'allow-none': { type: 'boolean' },
  'no-gitignore': { type: 'boolean' },
  verbose: { type: 'boolean' },
  mode: { type: 'string' },
  nodeset: { type: 'string' },
  guest: { type: 'string', multiple: true },
  free: { type: 'boolean' },
  suggest: { type: 'boolean' },
  apply: { type: 'boolean' },
  yes: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;
const ALLOWED: Readonly<Record<(typeof COMMANDS)[number], readonly (keyof typeof OPTIONS)[]>> = {
  lint: [
    ...([
      'host',
      'rule',
      'format',
      'fail-level',
      'stdin-filename',
      'quiet',
      'max-warnings',
    ] as const),
    ...([
      'fix',
      'unsafe-fixes',
      'diff',
      'fix-dry-run',
      'allow-none',
      'no-gitignore',
      'verbose',
    ] as const),
    ...(['baseline', 'update-baseline', 'prune-baseline'] as const),
    ...(['config', 'no-config', 'print-config', 'schemas', 'no-schemas'] as const),
    ...(['libvirt-version', 'qemu-version', 'kernel-version'] as const),
  ],
  plan: [
    ...(['host', 'config', 'no-config', 'format', 'mode', 'nodeset', 'guest', 'free'] as const),
    ...(['suggest', 'apply', 'yes'] as const),
    ...(['stdin-filename', 'no-gitignore'] as const),
    ...(['libvirt-version', 'qemu-version', 'kernel-version'] as const),
  ],
  rules: ['format', 'config', 'no-config'],
  explain: ['config', 'no-config'],
  guard: [
    ...(['host', 'rule', 'fail-level', 'editor', 'config', 'no-config'] as const),
    ...(['schemas', 'no-schemas', 'libvirt-version', 'qemu-version', 'kernel-version'] as const),
  ],
  host: ['format', 'connect', 'output', 'refresh'],
  completion: [],
};

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
  if (command === 'plan')
    return readPlanCommand(values, statedWorld(values), inputOptions(values, rest));
  const format = oneOf(values.format ?? 'human', FORMATS, '--format');
  if (command === 'rules') {
    oneOf(format, SHORT_FORMATS, '--format');
    if (rest[0] !== undefined) throw new Misuse(`'rules' takes no '${rest[0]}'`);
    return { kind: 'rules', format, config: configOption(values) };
  }
  if (command === 'explain') {
    const [rule, more] = rest;
    if (rule === undefined)
      throw new Misuse("'explain' needs the id of a rule, or the text of an error");
    if (more !== undefined)
      throw new Misuse("'explain' takes one rule, or the text of one error in quotes");
    return { kind: 'explain', rule, config: configOption(values) };
  }
  if (command === 'completion') {
    const [shell, more] = rest;
    if (shell === undefined || more !== undefined)
      throw new Misuse(`'completion' needs a shell: ${SHELLS.join(', ')}`);
    return { kind: 'completion', script: scriptFor(oneOf(shell, SHELLS, 'completion')) };
  }
  if (command === 'host') {
    const [what, ...paths] = rest;
    if (what === 'capture' && paths.length === 0)
      return {
        kind: 'host capture',
        connect: values.connect ?? 'qemu:///system',
        output: values.output,
        refresh: refreshOption(values),
      };
    if (what !== 'show' || paths.length === 0)
      throw new Misuse("'host' is used as 'host show FILE…' or 'host capture [--connect URI]'");
    return { kind: 'host show', format: oneOf(format, SHORT_FORMATS, '--format'), paths };
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
  const formats = new Map<string, readonly string[]>([
    ['plan', PLAN_FORMATS],
    ['rules', SHORT_FORMATS],
    ['host', SHORT_FORMATS],
  ]);
  const commands = COMMANDS.map((name) => {
    const own = formats.get(name);
    return { name, options: ALLOWED[name], values: own && new Map([['format', own]]) };
  });
  const values = new Map<string, readonly string[]>([
    ['format', FORMATS],
    ['fail-level', FAIL_LEVELS],
    ['mode', Object.keys(memoryMode.words)],
  ]);
  return completionScript(
    shell,
    commands,
    values,
    RULES.map(({ id }) => id),
  );
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
  if (isUnsafe && !diff && values.fix !== true)
    throw new Misuse("'--unsafe-fixes' needs '--fix' or '--diff'");
  return { fix: diff || values.fix === true ? (isUnsafe ? 'all' : 'safe') : undefined, diff };
}

function refreshOption({ refresh = false, output }: Values): boolean {
  if (refresh && output === undefined) throw new Misuse("'--refresh' needs '--output FILE'");
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
  const [first = message] = message.split(/\.\s|\n|\.$/);
  return first.charAt(0).toLowerCase() + first.slice(1);
}
