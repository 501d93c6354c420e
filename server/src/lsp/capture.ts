import { WorkDoneProgress, type CancellationToken, type Connection } from 'vscode-languageserver';
import { captureHost, capturePlan } from '../machine/captureHost.ts';
import {
  CAPTURE,
  CAPTURE_PLAN,
  type CaptureParams,
  type CapturePlanParams,
  type CapturePlanResult,
  type CaptureResult,
} from '../protocol.ts';
import type { Environment } from './environment.ts';
import type { Settings } from './settings.ts';

interface CapturePorts {
  readonly isTrusted: () => boolean;
  /** Those that hold everywhere. */
  readonly settings: () => Promise<Settings>;
}

interface Plan {
  readonly connect: string;
  readonly virsh: string;
  readonly commands: readonly string[];
}

/**
 * Answers the two requests of a capture. Whoever asks may send anything: trust, the connection and the program are looked at here, and
 * only what was confirmed is run.
 */
export function serveCapture(
  connection: Connection,
  environment: Environment,
  ports: CapturePorts,
): void {
  async function planned(
    sent: Partial<CapturePlanParams> | undefined,
  ): Promise<Plan | { readonly wrong: string }> {
    if (!ports.isTrusted()) return { wrong: NOT_TRUSTED };
    const { virshPath } = await ports.settings();
    if (!mayBeProgram(virshPath)) return { wrong: `'${virshPath}' ${NO_PROGRAM}` };
    const connect = typeof sent?.connect === 'string' ? sent.connect : '';
    const plan = capturePlan(connect, virshPath);
    return 'wrong' in plan ? plan : { connect, virsh: virshPath, ...plan };
  }

  connection.onRequest(
    CAPTURE_PLAN,
    async (params: CapturePlanParams): Promise<CapturePlanResult> => {
      const plan = await planned(params);
      return 'wrong' in plan ? plan : { commands: plan.commands };
    },
  );

  connection.onRequest(
    CAPTURE,
    async (params: CaptureParams, token: CancellationToken): Promise<CaptureResult> => {
      const plan = await planned(params);
      if ('wrong' in plan) return plan;
      const refresh = typeof params.refresh === 'string' ? params.refresh : undefined;
      if (JSON.stringify(params.confirmed) !== JSON.stringify(plan.commands))
        return { wrong: 'the commands are not those that were confirmed; ask once more' };
      const stop = new AbortController();
      if (token.isCancellationRequested) stop.abort();
      token.onCancellationRequested(() => {
        stop.abort();
      });
      return captureHost(
        {
          connect: plan.connect,
          virsh: plan.virsh,
          refresh,
          signal: stop.signal,
        },
        {
          run: environment.run,
          now: environment.now,
          running: async (message) => {
            if (params.workDoneToken !== undefined)
              await connection.sendProgress(WorkDoneProgress.type, params.workDoneToken, {
                kind: 'report',
                message,
              });
          },
        },
      );
    },
  );
}

const NOT_TRUSTED = 'no host is asked in a workspace that is not trusted';
const NO_PROGRAM =
  "in libvirtXml.virshPath is no program that is run: write a name such as 'virsh', or an absolute path";

/** A name that is looked up on the PATH, or an absolute path: what a relative one means would depend on the folder. */
function mayBeProgram(path: string): boolean {
  return ABSOLUTE.test(path) ? !/\p{Cc}/u.test(path) : /^[A-Za-z0-9_][\w.-]*$/.test(path);
}

/** Of any system: `/usr/bin/virsh`, `C:\libvirt\virsh.exe`, `\\server\share\virsh.exe`. */
const ABSOLUTE = /^(?:\/|[a-z]:[\\/]|\\\\[^\\])/i;
