import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';

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
    if (signal?.aborted === true) {
      done({ error: 'it was cancelled' });
      return;
    }
    const texts = { stdout: '', stderr: '' };
    let child: ChildProcessByStdio<null, Readable, Readable>;
    try {
      child = spawn(program, args, {
        shell: false,
        windowsHide: true,
        // Windows looks for programs in the working folder first, which may be anybody's.
        cwd: dirname(process.execPath),
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, LC_ALL: 'C' },
      });
    } catch (error) {
      done({ error: `it cannot be started (${String(error)})` });
      return;
    }
    const end = (result: ProcessResult): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      done(result);
    };
    const stop = (why: string) => (): void => {
      child.kill('SIGKILL');
      // What the program has started itself may hold its output open for long.
      child.stdout.destroy();
      child.stderr.destroy();
      end({ error: why });
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
    child.on('error', (error: NodeJS.ErrnoException) => {
      end({ error: error.code === 'ENOENT' ? 'it is not installed' : error.message });
    });
    child.on('close', (status) => {
      end(status === null ? { error: 'it was ended' } : { status, ...texts });
    });
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
