import type { Analysis } from '../analysis/analyze.ts';
import { hostFileName } from '../analysis/hostFiles.ts';
import { formatBytes } from '../host/format.ts';
import type { Facet, HostTopology } from '../host/topology.ts';
import type { StatusParams } from '../protocol.ts';
import type { HostState } from './hosts.ts';

/** What the status item says of a document; undefined analysis: it is no libvirt domain. */
export function statusOf(
  uri: string,
  analysis: Analysis | undefined,
  state: HostState,
): StatusParams {
  if (analysis === undefined) return { uri, domain: false, resting: 0, restingWhy: '' };
  const { host, files, problem } = state;
  return {
    uri,
    domain: true,
    ...(host === undefined
      ? {}
      : {
          host: {
            name: host.name,
            summary: summaryOf(host),
            files: files.map((file) => hostFileName(decodeURIComponent(file.uri))),
          },
        }),
    ...(problem === undefined ? {} : { problem }),
    resting: analysis.resting.length,
    restingWhy: whyResting(analysis, problem),
  };
}

/** `3 nodes, 30 CPUs, 47 GiB` */
function summaryOf({ nodes, cpus }: HostTopology): string {
  const total = [...nodes.values()].reduce((sum, node) => sum + (node.total ?? 0n), 0n);
  return [
    nodes.size === 1 ? '1 node' : `${nodes.size} nodes`,
    ...(cpus.size > 0 ? [`${cpus.size} CPUs`] : []),
    ...(total > 0n ? [formatBytes(total)] : []),
  ].join(', ');
}

const FACET_NAMES: Readonly<Record<Facet, string>> = {
  nodes: 'NUMA nodes',
  total: 'the memory of each node',
  free: 'free memory',
  reserve: 'a reserve for the host',
  cpus: 'the CPUs of each node',
  pools: 'huge page pools',
  distances: 'distances',
  siblings: 'which CPUs share a core',
};

function whyResting({ resting, world }: Analysis, problem: string | undefined): string {
  if (resting.length === 0) return '';
  if (world.host === undefined)
    return problem === undefined ? 'no host file is configured' : 'the host file is not used';
  const lacking = new Set(resting.flatMap(({ lacks }) => lacks ?? []));
  return `the host file does not tell ${[...lacking].map((facet) => FACET_NAMES[facet]).join(', ')}`;
}
