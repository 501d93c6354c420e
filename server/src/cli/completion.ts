/** The shells that completion is written for. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

export interface Completed {
  /** One word or two: `host show`. */
  readonly name: string;
  readonly options: readonly string[];
  /** The values of its option `format`. */
  readonly formats: readonly string[];
  /** What may stand behind it, where that is no file. */
  readonly words: readonly string[];
}

/** A script for the shell that completes commands, options, the values of options and rule ids. */
export function completionScript(
  shell: Shell,
  commands: readonly Completed[],
  values: ReadonlyMap<string, readonly string[]>,
): string {
  const all = commands.map((command) => ({
    ...command,
    values: new Map([...values, ['format', command.formats] as const]),
  }));
  if (shell === 'fish') return fish(all);
  return `${shell === 'zsh' ? 'autoload -U +X bashcompinit && bashcompinit\n' : ''}${bash(all)}`;
}

interface WithValues extends Completed {
  readonly values: ReadonlyMap<string, readonly string[]>;
}

/** The first words of commands, each once. */
const firstWords = (commands: readonly Completed[]): readonly string[] => [
  ...new Set(commands.map(({ name }) => name.split(' ')[0] ?? '')),
];

/** The second words of commands of two, behind their first. */
const secondWords = (commands: readonly Completed[], first: string): readonly string[] =>
  commands.flatMap(({ name }) =>
    name.startsWith(`${first} `) ? name.slice(first.length + 1) : [],
  );

/** What is no word of ours is left to the shell, which knows how to write files with blanks. */
function bash(commands: readonly WithValues[]): string {
  const pattern = ({ name }: Completed) => (name.includes(' ') ? `"${name}"` : `"${name} "*`);
  const cases = commands.flatMap((command) => {
    const { name, options, values, words } = command;
    const valued = options.flatMap((option) => {
      const ofOption = values.get(option);
      return ofOption === undefined
        ? []
        : [`        --${option}) words="${ofOption.join(' ')}"; word=\${word#=} ;;`];
    });
    const own = options.map((option) => `--${option}`).join(' ');
    return [
      `    ${pattern(command)})`,
      '      case $before in',
      ...valued,
      `        ${name.split(' ').at(-1) ?? ''}) words="${[...words, own].join(' ').trim()}" ;;`,
      `        *) words="${own}" ;;`,
      '      esac ;;',
    ];
  });
  const ofTwo = firstWords(commands).filter((first) => secondWords(commands, first).length > 0);
  return `_libvirt_xml() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} words=""
  if [ "$before" = "=" ]; then before=\${COMP_WORDS[COMP_CWORD-2]}; fi
  case "\${COMP_WORDS[1]} \${COMP_WORDS[2]}" in
${cases.join('\n')}
  esac
  if [ "$COMP_CWORD" = 1 ]; then words="${firstWords(commands).join(' ')} --help --version"; fi
${ofTwo
  .map(
    (first) =>
      `  if [ "$COMP_CWORD" = 2 ] && [ "$before" = ${first} ]; then words="${secondWords(commands, first).join(' ')}"; fi`,
  )
  .join('\n')}
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o bashdefault -o default -F _libvirt_xml libvirt-xml
`;
}

function fish(commands: readonly WithValues[]): string {
  const firsts = firstWords(commands).flatMap((first) => {
    const seconds = secondWords(commands, first);
    const second = `complete -c libvirt-xml -n '__fish_seen_subcommand_from ${first}; and not __fish_seen_subcommand_from ${seconds.join(' ')}' -f -a '${seconds.join(' ')}'`;
    return [
      `complete -c libvirt-xml -n __fish_use_subcommand -f -a ${first}`,
      ...(seconds.length === 0 ? [] : [second]),
    ];
  });
  const lines = commands.flatMap(({ name, options, values, words }) => {
    const seen = name
      .split(' ')
      .map((word) => `__fish_seen_subcommand_from ${word}`)
      .join('; and ');
    return [
      ...(words.length === 0
        ? []
        : [`complete -c libvirt-xml -n '${seen}' -f -a '${words.join(' ')}'`]),
      ...options.map((option) => {
        const ofOption = values.get(option);
        const argument = ofOption === undefined ? '' : ` -x -a '${ofOption.join(' ')}'`;
        return `complete -c libvirt-xml -n '${seen}' -l ${option}${argument}`;
      }),
    ];
  });
  const general = ['help', 'version'].map((option) => `complete -c libvirt-xml -l ${option}`);
  return `${[...firsts, ...lines, ...general].join('\n')}\n`;
}
