import { capturedFile, hostOf, refreshedFile, type CapturedOutput } from '../host/captured.ts';
import {
  capabilitiesCommand,
  commandLine,
  furtherCommands,
  readConnectUri,
  type CaptureCommand,
  type ConnectUri,
} from '../host/connectUri.ts';
import type { ProcessResult } from './runProcess.ts';

/** What a capture is to do. */
export interface CaptureOrder {
  /** A connection as a person wrote it: anything may stand there. */
  readonly connect: string;
  /** The program that is run where a command says `virsh`. */
  readonly virsh: string;
  /** The text of a host file of which only the free figures are written anew. */
  readonly refresh?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** How a shell runs programs. Nothing here rejects. */
export interface CaptureTools {
  /** Without a shell, in the language C, within limits of time and output. */
  readonly run: (
    program: string,
    args: readonly string[],
    signal: AbortSignal | undefined,
  ) => Promise<ProcessResult>;
  /** The present time, ISO 8601. */
  readonly now: () => string;
  /** Told of every command before it runs. */
  readonly running: (line: string) => Promise<void>;
}

export interface CapturedHost {
  readonly name: string;
  /** The host file: our JSON. */
  readonly text: string;
  /** The commands that did not answer, each with its reason. */
  readonly refused: readonly string[];
}

/**
 * Asks a host that runs libvirt what it is like, for the command line and the editor alike. A command that is refused is noted in the
 * file and is not fatal, unless nothing is known without it. Nothing is run for a connection that is not allowed. `wrong` is a sentence.
 */
export async function captureHost(
  { connect, virsh, refresh, signal }: CaptureOrder,
  tools: CaptureTools,
): Promise<CapturedHost | { readonly wrong: string }> {
  const uri = readConnectUri(connect);
  if ('wrong' in uri) return { wrong: `'${connect}' ${uri.wrong}` };
  const outputs = await ask(uri, virsh, signal, tools);
  if (signal?.aborted === true) return { wrong: 'it was cancelled' };
  const refused = outputs.flatMap((one) =>
    'refused' in one ? `'${commandLine(one.command, virsh)}' did not answer: ${one.refused}` : [],
  );
  const host = hostOf(outputs, nameOf(uri));
  if (host === undefined)
    return { wrong: `nothing is known of the host: ${refused[0] ?? 'no command told of a node'}` };
  const text =
    refresh === undefined
      ? capturedFile(host, tools.now(), outputs)
      : refreshedFile(refresh, host, tools.now());
  if (text === undefined)
    return {
      wrong: "the file cannot be refreshed: it is not this extension's JSON of the same nodes",
    };
  return { name: host.name, text, refused };
}

/**
 * The commands that a capture runs, as lines to be confirmed; the one for each node stands there once, with `N`. On a remote host that
 * does not answer the first, no other is run.
 */
export function capturePlan(
  connect: string,
  virsh: string,
): { readonly commands: readonly string[] } | { readonly wrong: string } {
  const uri = readConnectUri(connect);
  if ('wrong' in uri) return { wrong: `'${connect}' ${uri.wrong}` };
  const commands = [capabilitiesCommand(uri), ...furtherCommands(uri, ['N'])];
  return { commands: commands.map((command) => commandLine(command, virsh)) };
}

async function ask(
  uri: ConnectUri,
  virsh: string,
  signal: AbortSignal | undefined,
  tools: CaptureTools,
): Promise<readonly CapturedOutput[]> {
  const run = async (command: CaptureCommand): Promise<CapturedOutput> => {
    await tools.running(commandLine(command, virsh));
    const program = command.program === 'virsh' ? virsh : command.program;
    return outputOf(command, await tools.run(program, command.args, signal));
  };
  const first = await run(capabilitiesCommand(uri));
  const nodes = hostOf([first], '')?.nodes.keys() ?? [];
  const outputs: CapturedOutput[] = [first];
  // Where not even this is answered, the reason is told once and not for each command.
  if ('refused' in first && !uri.isLocal) return outputs;
  for (const command of furtherCommands(uri, [...nodes])) {
    if (signal?.aborted === true) break;
    outputs.push(await run(command));
  }
  return outputs;
}

function outputOf(command: CaptureCommand, result: ProcessResult): CapturedOutput {
  if ('error' in result) return { command, refused: result.error };
  if (result.status === 0) return { command, output: result.stdout };
  const reason = result.stderr
    .replace(/^error:\s*/gm, '')
    .trim()
    .split(/\s*\n\s*/)
    .join('; ');
  return { command, refused: reason === '' ? `it ended with ${result.status}` : reason };
}

/** The host of the URI; for this machine, no name but what it is. */
function nameOf({ uri }: ConnectUri): string {
  return (
    /^qemu\+ssh:\/\/(?:[^@/]*@)?([^:/]+)/i.exec(uri)?.[1] ??
    (uri.startsWith('test') ? 'test' : 'localhost')
  );
}
