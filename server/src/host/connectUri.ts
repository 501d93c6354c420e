/** A hypervisor that may be asked, as `virsh -c` takes it. */
export interface ConnectUri {
  readonly uri: string;
  /** The machine is this one: its own tools can be asked, too. */
  readonly isLocal: boolean;
}

/**
 * Reads a connection URI by what is allowed, not by what is forbidden: `qemu:///system`, `qemu:///session`, `test:///default`, and
 * `qemu+ssh://[user@]host[:port]/system` (or `/session`). libvirt itself takes far more: transports that start programs named in
 * the URI (`+ext`, `?command=`), files, other hosts' certificates. None of that is ever given to virsh.
 * (libvirt docs/uri.rst, src/rpc/virnetclient.c)
 */
export function readConnectUri(text: string): ConnectUri | { readonly wrong: string } {
  if (/^(?:qemu:\/\/\/(?:system|session)|test:\/\/\/default)$/.test(text))
    return { uri: text, isLocal: text !== 'test:///default' };
  if (REMOTE.test(text)) return { uri: text, isLocal: false };
  return {
    wrong:
      "is no connection that is asked here; these are: 'qemu:///system', 'qemu:///session', 'test:///default', 'qemu+ssh://user@host/system'",
  };
}

// A name that began with a hyphen would be an option for ssh.
const NAME = '[a-z0-9_](?:[a-z0-9_.-]{0,252}[a-z0-9_])?';
const REMOTE = new RegExp(
  `^qemu\\+ssh://(?:${NAME}@)?${NAME}(?::\\d{1,5})?/(?:system|session)$`,
  'i',
);

/** A program and its arguments; no shell reads them. */
export interface CaptureCommand {
  readonly program: 'virsh' | 'numactl' | 'lscpu';
  readonly args: readonly string[];
}

/** What is asked first. */
export function capabilitiesCommand(uri: ConnectUri): CaptureCommand {
  return { program: 'virsh', args: ['-q', '-c', uri.uri, 'capabilities'] };
}

/** What is asked then, the figures of each node included. `nodes` are those of the capabilities, or `N` where it stands for each. */
export function furtherCommands(
  { uri, isLocal }: ConnectUri,
  nodes: readonly (number | 'N')[],
): readonly CaptureCommand[] {
  const virsh = (...args: readonly string[]): CaptureCommand => ({
    program: 'virsh',
    args: ['-q', '-c', uri, ...args],
  });
  return [
    virsh('freepages', '--all'),
    virsh('freecell', '--all'),
    ...nodes.map((node) => virsh('nodememstats', '--cell', String(node))),
    virsh('version'),
    ...(isLocal
      ? [{ program: 'numactl', args: ['-H'] } as const, { program: 'lscpu', args: ['-J'] } as const]
      : []),
  ];
}

/** As a person would type it, with the program that is run for `virsh`. */
export function commandLine({ program, args }: CaptureCommand, virsh = 'virsh'): string {
  const name = program === 'virsh' ? virsh : program;
  return [/\s/.test(name) ? `"${name}"` : name, ...args].join(' ');
}
