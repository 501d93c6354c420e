import { captureHost } from '../machine/captureHost.ts';
import { decodeText } from '../machine/decodeText.ts';
import { visible } from '../report/visible.ts';
import type { Environment } from './environment.ts';

export interface HostCaptureCommand {
  readonly kind: 'host capture';
  /** undefined: not said, which is this machine's own libvirt. */
  readonly connect: string | undefined;
  /** Where the host file goes; undefined: standard output. */
  readonly output: string | undefined;
  /** Only the free figures of the host file at `output` are written anew. */
  readonly refresh: boolean;
}

/**
 * Asks a host that runs libvirt what it is like and writes one host file. Every command is told on the error stream before it runs.
 * Fulfils with 0, or with 2 when there is nothing to write.
 */
export async function hostCapture(
  { connect, output, refresh }: HostCaptureCommand,
  environment: Environment,
): Promise<number> {
  const old = refresh && output !== undefined ? await readOld(output, environment) : undefined;
  if (old !== undefined && 'wrong' in old)
    return await fail(environment, `'${output ?? ''}' cannot be refreshed: ${old.wrong}`);
  const from = old === undefined || connect !== undefined ? OWN : (connectionOf(old.text) ?? OWN);
  if (from !== OWN)
    return await fail(
      environment,
      `'${output ?? ''}' was taken from '${from}': --connect says whom to ask now`,
    );
  const captured = await captureHost(
    { connect: connect ?? OWN, virsh: 'virsh', refresh: old?.text },
    {
      run: environment.run,
      now: environment.now,
      running: (line) => say(environment, `running ${line}`),
    },
  );
  if ('wrong' in captured) return await fail(environment, captured.wrong);
  if (output === undefined) {
    await environment.out(captured.text);
    return 0;
  }
  const text = old?.mark === true ? `\uFEFF${captured.text}` : captured.text;
  const error = await environment.writeFile(output, new TextEncoder().encode(text));
  if (error !== undefined)
    return await fail(environment, `'${output}' cannot be written: ${error}`);
  await say(environment, `${output} is written; look at it before you use it`);
  return 0;
}

const OWN = 'qemu:///system';

/**
 * The connection that a host file was captured from, as far as it tells. It is no reason to ask there: a file may come from anyone, and
 * ssh goes where a person has said.
 */
function connectionOf(text: string): string | undefined {
  const sources = /"sources"[^]*/.exec(text)?.[0] ?? '';
  return /"command":\s*"virsh -q -c (\S+) capabilities"/.exec(sources)?.[1];
}

/** `mark`: the file begins with a byte order mark, which stays. */
async function readOld(
  path: string,
  environment: Environment,
): Promise<{ readonly text: string; readonly mark: boolean } | { readonly wrong: string }> {
  const content = await environment.readFile(path);
  if ('error' in content) return { wrong: content.error };
  const { text, problem } = decodeText(content.bytes, content.cut);
  if (problem !== undefined) return { wrong: problem };
  return { text, mark: content.bytes[0] === 0xef };
}

async function fail(environment: Environment, text: string): Promise<number> {
  await say(environment, text);
  return 2;
}

function say({ err }: Environment, text: string): Promise<void> {
  return err(`libvirt-xml: ${visible(text)}\n`);
}
