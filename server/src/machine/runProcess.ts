import { spawn } from 'node:child_process';

/** What a process printed and how it ended; or why it could not be started or was ended, in a few words. */
export type ProcessResult =
  | { readonly status: number; readonly stdout: string; readonly stderr: string }
  | { readonly error: string };

export interface ProcessLimits {
  /** Milliseconds after which the process is ended. */
  readonly time: number;
  /** UTF-16 units of output after which it is ended. */
  readonly output: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs a program that the user asked for, without a shell and with nothing on its standard input, in the language C. The only
 * place where a process is started, and lint keeps it so. Never rejects.
 */
export function runProcess(
  program: string,
  args: readonly string[],
  { time, output, signal }: ProcessLimits,
): Promise<ProcessResult> {
  return new Promise((done) => {
    const texts = { stdout: '', stderr: '' };
    let stopped: string | undefined;
    const child = spawn(program, args, {
      shell: false,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, LC_ALL: 'C' },
    });
    const stop = (why: string) => (): void => {
      stopped ??= why;
      child.kill('SIGKILL');
    };
    const timer = setTimeout(stop(`it took more than ${time / 1000} seconds`), time);
    const cancel = stop('it was cancelled');
    signal?.addEventListener('abort', cancel);
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8');
      child[name].on('data', (chunk: string) => {
        texts[name] += chunk;
        if (texts[name].length > output) stop('it printed too much')();
      });
    }
    const end = (result: ProcessResult): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      done(stopped === undefined ? result : { error: stopped });
    };
    child.on('error', (error: NodeJS.ErrnoException) => {
      end({ error: error.code === 'ENOENT' ? 'it is not installed' : error.message });
    });
    child.on('close', (status) => {
      end(status === null ? { error: 'it was ended' } : { status, ...texts });
    });
    if (signal?.aborted === true) cancel();
  });
}

/** Gives the terminal to a program, such as the user's editor, until it ends. Fulfils with its status, or why there is none. */
export function runInTerminal(
  program: string,
  args: readonly string[],
): Promise<{ readonly status: number } | { readonly error: string }> {
  return new Promise((done) => {
    const child = spawn(program, args, { shell: false, stdio: 'inherit' });
    child.on('error', (error: NodeJS.ErrnoException) => {
      done({ error: error.code === 'ENOENT' ? 'it is not installed' : error.message });
    });
    child.on('close', (status, signal) => {
      done(status === null ? { error: `it was ended by ${String(signal)}` } : { status });
    });
  });
}
