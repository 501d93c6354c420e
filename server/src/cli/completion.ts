/** The shells that completion is written for. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

export interface Completed {
  readonly name: string;
  readonly options: readonly string[];
  /** Of options that take other values with this command. */
  readonly values?: ReadonlyMap<string, readonly string[]> | undefined;
}

/** A script for the shell that completes commands, options, the values of options and rule ids. */
export function completionScript(
  shell: Shell,
  commands: readonly Completed[],
  values: ReadonlyMap<string, readonly string[]>,
  rules: readonly string[],
): string {
  return shell === 'fish'
    ? fish(commands, values, rules)
    : `${shell === 'zsh' ? 'autoload -U +X bashcompinit && bashcompinit\n' : ''}${bash(commands, values, rules)}`;
}

function bash(
  commands: readonly Completed[],
  values: ReadonlyMap<string, readonly string[]>,
  rules: readonly string[],
): string {
  const names = commands.map(({ name }) => name).join(' ');
  const completing = (command: string, all: ReadonlyMap<string, readonly string[]>) =>
    [...all].map(
      ([option, words]) =>
        `    ${command}:--${option}) COMPREPLY=($(compgen -W "${words.join(' ')}" -- "$word")); return ;;`,
    );
  const byValue = [
    ...commands.flatMap((command) => completing(command.name, command.values ?? new Map())),
    ...completing('*', values),
  ];
  const byCommand = commands.map(
    ({ name, options }) =>
      `    ${name}) words="${options.map((option) => `--${option}`).join(' ')}" ;;`,
  );
  return `_libvirt_xml() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} words=""
  case \${COMP_WORDS[1]}:$before in
${byValue.join('\n')}
    explain:explain) COMPREPLY=($(compgen -W "${rules.join(' ')}" -- "$word")); return ;;
  esac
  if [ "$COMP_CWORD" = 1 ]; then COMPREPLY=($(compgen -W "${names} --help --version" -- "$word")); return; fi
  case \${COMP_WORDS[1]} in
${byCommand.join('\n')}
  esac
  case $word in
    -*) COMPREPLY=($(compgen -W "$words" -- "$word")) ;;
    *) COMPREPLY=($(compgen -f -- "$word")) ;;
  esac
}
complete -o filenames -F _libvirt_xml libvirt-xml
`;
}

function fish(
  commands: readonly Completed[],
  values: ReadonlyMap<string, readonly string[]>,
  rules: readonly string[],
): string {
  const lines = commands.flatMap(({ name, options, values: own }) => [
    `complete -c libvirt-xml -n __fish_use_subcommand -f -a ${name}`,
    ...options.map((option) => {
      const words = own?.get(option) ?? values.get(option);
      const argument = words === undefined ? '' : ` -x -a '${words.join(' ')}'`;
      return `complete -c libvirt-xml -n '__fish_seen_subcommand_from ${name}' -l ${option}${argument}`;
    }),
  ]);
  const ids = `complete -c libvirt-xml -n '__fish_seen_subcommand_from explain' -f -a '${rules.join(' ')}'`;
  return `${[...lines, ids].join('\n')}\n`;
}
