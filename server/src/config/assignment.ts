import { UNNAMED_HOST } from '../host/hostName.ts';

/**
 * A configuration which says that all files of its folder live on a host.
 * @param topology the files that describe the host, relative to the folder, or absolute
 */
export function assignmentText(host: string, topology: readonly string[]): string {
  const name = host === UNNAMED_HOST ? 'host' : host;
  const [only, ...more] = topology;
  const described = more.length === 0 ? only : topology;
  const hosts = { [name]: { topology: described, domains: ['**'] } };
  return `${JSON.stringify({ hosts }, null, 2)}\n`;
}
