import { ALLOWED, COMMANDS, OPTIONS, type CommandName, type OptionName } from './options.ts';

const WIDTH = 79;
/** Of the column on the left. */
const LEFT = 26;

interface Described {
  /** What stands behind the command. */
  readonly takes: string;
  readonly does: string;
  /** What is to be known beside that. */
  readonly more?: string;
  /** Of options that say something else here. */
  readonly options?: Partial<Readonly<Record<OptionName, string>>>;
}

const DESCRIBED: Readonly<Record<CommandName, Described>> = {
  lint: {
    takes: 'PATH…',
    does: 'check files, the *.xml files in folders, and standard input (-)',
    more: 'Exit codes: 0 nothing at or above the fail level, 1 findings, 2 misuse, something that could not be read or written, or no libvirt domain at all (see --allow-none).',
  },
  plan: {
    takes: 'PATH…',
    does: 'show how much of which host node the guests will take, and which nodes would do (docs/plan.md)',
    more: 'Exit codes: 0 every guest fits, 1 some guest does not get its memory from the nodes that it asks for, 2 misuse, or something that could not be read or written.',
    options: { format: 'FORMAT: human (default), json, markdown or svg' },
  },
  rules: {
    takes: '',
    does: "list the rules, with those of the project's configuration",
    options: { format: 'FORMAT: human (default) or json' },
  },
  explain: {
    takes: 'RULE|ERROR',
    does: "print a rule's page, or the pages for an error of libvirt's or QEMU's",
  },
  'host show': {
    takes: 'FILE…',
    does: 'show the host that the files describe together, and what comes from where',
    options: { format: 'FORMAT: human (default) or json' },
  },
  'host capture': {
    takes: '',
    does: 'ask virsh, numactl and lscpu what a host is like, and write a host file (docs/host-file.md)',
  },
  guard: {
    takes: 'FILE',
    does: 'edit FILE, check it, and ask before virsh edit takes it (docs/virsh-edit.md)',
    more: 'Exit codes: 0 virsh may take it, 1 it shall not, 2 it could not be done; what the editor failed with.',
    options: {
      'fail-level':
        'LEVEL: ask from this severity on: warning (default), error, information, hint; or never',
    },
  },
  completion: {
    takes: 'bash|zsh|fish',
    does: 'print a script that completes commands, options and rules',
    more: 'bash, in ~/.bashrc: source <(libvirt-xml completion bash)\nzsh, in ~/.zshrc: source <(libvirt-xml completion zsh)\nfish, in ~/.config/fish/config.fish: libvirt-xml completion fish | source',
  },
};

/** What an option takes stands before a colon. */
const TEXTS: Readonly<Record<OptionName, string>> = {
  host: "FILE: what 'virsh capabilities' or 'numactl --hardware' printed on the host, or JSON (docs/host-file.md); several files that describe one host are merged. Without it, the host that the configuration gives a file, else the libvirt-xml.host.* of the working directory",
  rule: 'ID=SEVERITY: another severity for a rule, or off; may be repeated',
  config:
    "FILE: the project's configuration; without it, the libvirt-xml.json of each file's folder or the nearest above. An option goes before what it says",
  'no-config': ': use no configuration, and no host file that is not named',
  'print-config': 'FILE: print what FILE would be judged by, as JSON, and check nothing',
  schemas:
    "DIR: the folder with libvirt's schemas; without it, those of an installed libvirt (docs/schemas.md)",
  'no-schemas': ': hold no file against a schema',
  'libvirt-version': 'V: the libvirt on the host, such as 11.3.0',
  'qemu-version': 'V: the QEMU on the host',
  'kernel-version': 'V: the kernel of the host',
  format: 'FORMAT: human (default), compact, json, sarif, github, gitlab, junit or checkstyle',
  'fail-level':
    'LEVEL: exit with 1 from this severity on: error (default), warning, information, hint; or never',
  'stdin-filename': 'NAME: what to call standard input, which the path - stands for',
  fix: ': apply the safe fixes and write the files',
  'unsafe-fixes': ': with --fix or --diff, the first fix of every finding',
  diff: ': show what --fix would write, and write nothing',
  'fix-dry-run': ': the same as --diff',
  quiet: ': tell errors only',
  'max-warnings': 'N: exit with 1 when there are more than N warnings',
  editor: 'CMD: the editor; without it, what LIBVIRT_XML_EDITOR says, or vi',
  connect:
    'URI: the host to ask: qemu:///system (default), qemu:///session, test:///default or qemu+ssh://user@host/system',
  output: 'FILE: where the host file goes, instead of standard output',
  refresh: ': write only the free figures of the --output file anew',
  baseline: 'FILE: do not tell again what FILE knows',
  'update-baseline': ': write what is found now into the baseline',
  'prune-baseline': ': take out of the baseline what is no longer found',
  'allow-none': ': do not mind when no file holds a domain; otherwise that is exit code 2',
  'no-gitignore': ': look also at what Git ignores',
  verbose: ': name the files that hold no domain, and a host file that was found',
  mode: 'MODE: as if the guests had this memory mode',
  nodeset: 'SET: as if they were bound to these nodes',
  guest:
    'NAME: whom --mode, --nodeset and --suggest are about; may be repeated; without it all guests',
  free: ': what was free when the host file was taken, instead of all memory without the reserve',
  suggest:
    ': other nodes, and where it must be another mode, for guests that do not fit, and the plan with them',
  apply: ': with --suggest, show what that changes in the files, ask, and write it',
  yes: ': with --apply, do not ask',
  help: ': this',
  version: ': print the version',
};

/** The help of the whole program. */
export const USAGE = `libvirt-xml checks libvirt domain XML: NUMA tuning, pinning, cells, huge pages

Usage:
  libvirt-xml COMMAND [options] …

Commands:
${COMMANDS.map((name) => row(`${name} ${DESCRIBED[name].takes}`.trim(), DESCRIBED[name].does)).join('')}
Options:
${row('COMMAND --help', 'what a command takes')}${row('--version, -V', 'print the version')}
Examples:
  libvirt-xml lint --host capabilities.xml guests/
  virsh dumpxml vm1 | libvirt-xml lint --stdin-filename vm1.xml -
  libvirt-xml explain "NUMA node 7 is unavailable"

Exit codes: 0 all is well, 1 findings, 2 misuse or something that could not be
read or written. Colours: on a terminal; NO_COLOR and FORCE_COLOR are honoured.
`;

/** The help of one command. */
export function usageOf(name: CommandName): string {
  const { takes, does, more, options = {} } = DESCRIBED[name];
  const rows = [...ALLOWED[name], 'help' as const].map((option) => {
    const text = options[option] ?? TEXTS[option];
    const colon = text.indexOf(': ');
    const { short } = { short: undefined, ...OPTIONS[option] };
    const left = `--${option} ${text.slice(0, colon)}`.trim();
    return row(short === undefined ? left : `-${short}, ${left}`, text.slice(colon + 2));
  });
  const usage = ['  libvirt-xml', name, ALLOWED[name].length === 0 ? '' : '[options]', takes];
  const end = more === undefined ? '' : `\n${more.split('\n').map(wrapped).join('\n')}\n`;
  const what = wrapped(`${does.charAt(0).toUpperCase()}${does.slice(1)}`);
  return `Usage:\n${usage.filter((part) => part !== '').join(' ')}\n\n${what}\n\nOptions:\n${rows.join('')}${end}`;
}

function row(left: string, text: string): string {
  const lines = wrap(text, WIDTH - LEFT).map((line) => `${' '.repeat(LEFT)}${line}\n`);
  const isNarrow = left.length + 4 <= LEFT;
  if (!isNarrow) return `  ${left}\n${lines.join('')}`;
  const [first = '\n', ...others] = lines;
  return `  ${left.padEnd(LEFT - 2)}${first.slice(LEFT)}${others.join('')}`;
}

function wrapped(text: string): string {
  return wrap(text, WIDTH).join('\n');
}

function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
