/** The commands, each with what completes behind it and its options. */
export const COMMANDS = [
  'lint',
  'plan',
  'rules',
  'explain',
  'host show',
  'host capture',
  'guard',
  'completion',
] as const;
export type CommandName = (typeof COMMANDS)[number];

/** Every option, as Node's `parseArgs` wants it. */
export const OPTIONS = {
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
  version: { type: 'boolean', short: 'V' },
} as const;
export type OptionName = keyof typeof OPTIONS;

const VERSIONS = ['libvirt-version', 'qemu-version', 'kernel-version'] as const;

/** What goes with which command, in the order in which it is told. */
export const ALLOWED: Readonly<Record<CommandName, readonly OptionName[]>> = {
  lint: [
    ...(['host', 'config', 'no-config', 'print-config', 'rule'] as const),
    ...VERSIONS,
    ...(['schemas', 'no-schemas', 'format', 'fail-level', 'max-warnings', 'quiet'] as const),
    ...(['verbose', 'allow-none', 'no-gitignore', 'stdin-filename'] as const),
    ...(['fix', 'unsafe-fixes', 'diff', 'fix-dry-run'] as const),
    ...(['baseline', 'update-baseline', 'prune-baseline'] as const),
  ],
  plan: [
    ...(['host', 'config', 'no-config'] as const),
    ...VERSIONS,
    ...(['mode', 'nodeset', 'suggest', 'apply', 'yes', 'guest', 'free', 'format'] as const),
    ...(['no-gitignore', 'stdin-filename'] as const),
  ],
  rules: ['format', 'config', 'no-config'],
  explain: ['config', 'no-config'],
  'host show': ['format'],
  'host capture': ['connect', 'output', 'refresh'],
  guard: [
    ...(['host', 'editor', 'fail-level', 'config', 'no-config', 'rule'] as const),
    ...VERSIONS,
    ...(['schemas', 'no-schemas'] as const),
  ],
  completion: [],
};
