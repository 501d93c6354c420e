import { capturedFile, hostOf, refreshedFile, type CapturedOutput } from '../host/captured.ts';
import {
  capabilitiesCommand,
  commandLine,
  furtherCommands,
  readConnectUri,
  type CaptureCommand,
  type ConnectUri,
} from '../host/connectUri.ts';
import type { HostTopology } from '../host/topology.ts';
import { decodeText } from '../machine/decodeText.ts';
import { visible } from '../report/visible.ts';
import type { Environment } from './environment.ts';

export interface HostCaptureCommand {
  readonly kind: 'host capture';
  readonly connect: string;
  /** Where the host file goes; undefined: standard output. */
  readonly output: string | undefined;
  /** Only the free figures of the host file at `output` are written anew. */
  readonly refresh: boolean;
}

/**
 * Asks a host that runs libvirt what it is like and writes one host file. A command that is refused is noted in the file and is not
 * fatal, unless nothing is known without it. Every command is told on the error stream before it runs. Fulfils with 0, or with 2
 * when there is nothing to write.
 */
export async function hostCapture(
  { connect, output, refresh }: HostCaptureCommand,
  environment: Environment,
): Promise<number> {
  const uri = readConnectUri(connect);
  if ('wrong' in uri) return await fail(environment, `'${connect}' ${uri.wrong}`);
  const outputs = await ask(uri, environment);
  const host = hostOf(outputs, nameOf(uri));
  if (host === undefined) {
    const [first] = outputs.flatMap((one) => ('refused' in one ? [one.refused] : []));
    return await fail(
      environment,
      `nothing is known of the host: ${first ?? 'no command answered'}`,
    );
  }
  const text = refresh
    ? await refreshed(output, host, environment)
    : capturedFile(host, environment.now(), outputs);
  if (text === undefined)
    return await fail(
      environment,
      `'${output ?? ''}' cannot be refreshed: it is not this extension's JSON of the same nodes`,
    );
  if (output === undefined) {
    await environment.out(text);
    return 0;
  }
  const error = await environment.writeFile(output, new TextEncoder().encode(text));
  if (error !== undefined)
    return await fail(environment, `'${output}' cannot be written: ${error}`);
  await say(environment, `${output} is written; look at it before you use it`);
  return 0;
}

async function refreshed(
  path: string | undefined,
  host: HostTopology,
  environment: Environment,
): Promise<string | undefined> {
  const content = path === undefined ? undefined : await environment.readFile(path);
  if (content === undefined || 'error' in content) return undefined;
  const { text, problem } = decodeText(content.bytes, content.cut);
  return problem === undefined ? refreshedFile(text, host, environment.now()) : undefined;
}

async function ask(uri: ConnectUri, environment: Environment): Promise<readonly CapturedOutput[]> {
  const first = await run(capabilitiesCommand(uri), environment);
  const nodes = hostOf([first], '')?.nodes.keys() ?? [];
  const outputs: CapturedOutput[] = [first];
  // Where not even this is answered, the reason is told once and not for each command.
  if ('refused' in first && !uri.isLocal) return outputs;
  for (const command of furtherCommands(uri, [...nodes]))
    outputs.push(await run(command, environment));
  return outputs;
}

async function run(command: CaptureCommand, environment: Environment): Promise<CapturedOutput> {
  await say(environment, `running ${commandLine(command)}`);
  const result = await environment.run(command.program, command.args);
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
    /^qemu\+ssh:\/\/(?:[^@/]*@)?([^:/]+)/.exec(uri)?.[1] ??
    (uri.startsWith('test') ? 'test' : 'localhost')
  );
}

async function fail(environment: Environment, text: string): Promise<number> {
  await say(environment, text);
  return 2;
}

function say({ err }: Environment, text: string): Promise<void> {
  return err(`libvirt-xml: ${visible(text)}\n`);
}
