import type { Analysis } from '../analysis/analyze.ts';
import { hostFileName } from '../analysis/hostFiles.ts';
import { formatBytes } from '../host/format.ts';
import type { Facet, HostTopology } from '../host/topology.ts';
import type { LoadedSchemas } from '../machine/schemas.ts';
import type { SchemaStatus, StatusParams } from '../protocol.ts';
import type { HostState } from './hosts.ts';
import { decoded } from './projects.ts';
import type { SchemaState } from './schemas.ts';

/** What the status item says of a document; undefined analysis: it is no document of libvirt's. */
export function statusOf(
  uri: string,
  analysis: Analysis | undefined,
  state: HostState,
  schema: SchemaStatus,
): StatusParams {
  if (analysis === undefined) return { uri, domain: false, resting: 0, restingWhy: '' };
  if (analysis.domains.length === 0 && analysis.schema !== undefined)
    return { uri, domain: false, schema, resting: 0, restingWhy: '' };
  const { host, files, problem } = state;
  return {
    uri,
    domain: true,
    schema,
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

/** What is known of a document's schema. @param loaded what was read of it; undefined: it is still to be read, or there is none */
export function schemaStatus(
  analysis: Analysis | undefined,
  { source, why, isTroubled, isServedElsewhere }: SchemaState,
  loaded: LoadedSchemas | undefined,
): SchemaStatus {
  if (source === undefined) return { detail: why, isTroubled };
  if (loaded === undefined) return { detail: 'it is being read', isTroubled: false };
  const trouble = loaded.troubles().find(({ isNote }) => !isNote);
  const name = analysis?.schema?.name;
  if (name === undefined && trouble !== undefined) {
    const { place, finding } = trouble;
    return { detail: `${pathOf(place)}: ${finding.message}`, isTroubled: true };
  }
  if (name === undefined)
    return { detail: `${pathOf(source.folder)} has none for this document`, isTroubled: false };
  const detail = isServedElsewhere ? 'what it finds is left to the XML extension' : '';
  return { name, detail: detail || pathOf(source.folder), isTroubled: false };
}

const pathOf = (uri: string): string => decoded(uri.replace(/^file:\/\//, ''));
