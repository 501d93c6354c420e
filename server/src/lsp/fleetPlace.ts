import type { Supposition } from '../analysis/fleetFindings.ts';
import { assignmentText } from '../config/assignment.ts';
import { CONFIGURATION_NAME, type ConfiguredHost } from '../config/configuration.ts';
import type { HostTopology } from '../host/topology.ts';
import type { Fix } from '../text/finding.ts';
import type { HostState } from './hosts.ts';
import { decoded, type ProjectState } from './projects.ts';

/** Where a file's guests run. */
export interface FleetPlace {
  /** The same for all files whose guests run there, also when the host is described anew. */
  readonly key: string;
  readonly host: HostTopology;
  readonly configured: ConfiguredHost | undefined;
  /** That they run there is only supposed; undefined: the configuration says it. */
  readonly supposed: Supposition | undefined;
  /** All files that the configuration holds for lie in the folder of the workspace. */
  readonly isListed: boolean;
}

/** undefined where no host is known, and for documents of no folder, which have no neighbours. */
export function fleetPlace(
  folder: string | undefined,
  ofFolder: HostState,
  project: ProjectState | undefined,
): FleetPlace | undefined {
  const configured = project?.file.host;
  const host = project?.host?.host;
  if (project !== undefined && configured !== undefined)
    return (
      host && {
        key: `${project.project.place} ${configured.name.value}`,
        host,
        configured,
        supposed: undefined,
        isListed: folder !== undefined && `${project.project.folder}/`.startsWith(`${folder}/`),
      }
    );
  if (folder === undefined || ofFolder.host === undefined) return undefined;
  const fix = project === undefined ? assignment(folder, ofFolder, ofFolder.host) : undefined;
  const supposed = { which: 'of this folder', fix };
  return { key: folder, host: ofFolder.host, configured: undefined, supposed, isListed: true };
}

function assignment(folder: string, { files }: HostState, host: HostTopology): Fix | undefined {
  if (files.length === 0) return undefined;
  const root = folder.endsWith('/') ? folder : `${folder}/`;
  const topology = files.map(({ uri }) =>
    decoded(uri.startsWith(root) ? uri.slice(root.length) : uri.replace(/^file:\/\//, '')),
  );
  return {
    title: `Write ${CONFIGURATION_NAME}: the guests of this folder run on ${host.name}`,
    safe: false,
    edits: [],
    writes: { uri: `${root}${CONFIGURATION_NAME}`, text: assignmentText(host.name, topology) },
  };
}
