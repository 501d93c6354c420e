import { hostJson } from '../host/hostJson.ts';
import { hostTable } from '../report/hostTable.ts';
import { humanReport } from '../report/human.ts';
import type { Environment } from './environment.ts';
import { readHosts } from './readHosts.ts';

export interface HostShowCommand {
  readonly kind: 'host show';
  /** json: our own host format, which can be read again. */
  readonly format: 'human' | 'json';
  /** At least one; all describe one host. */
  readonly paths: readonly string[];
}

/**
 * Prints the host that the files describe together, and what is wrong in them on the error stream. Fulfils with 0, with 1
 * when a file has an error, with 2 when one cannot be read or none describes a host.
 */
export async function hostShow(
  { format, paths }: HostShowCommand,
  environment: Environment,
): Promise<number> {
  const { host, descriptions, reports } = await readHosts(paths, new Map(), environment);
  for (const report of reports) await environment.err(humanReport(report, false));
  if (host !== undefined)
    await environment.out(format === 'json' ? hostJson(host) : hostTable(host, descriptions));
  if (host === undefined || reports.some(({ status }) => status === 'unreadable')) return 2;
  const findings = reports.flatMap((report) => report.findings);
  return findings.some(({ severity }) => severity === 'error') ? 1 : 0;
}
