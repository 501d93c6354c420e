import type { RuleSettings } from '../analysis/world.ts';
import { present } from '../host/buildTopology.ts';
import { parseVersion } from '../host/parseVersion.ts';
import type { Versions } from '../host/topology.ts';
import { SEVERITIES, type Severity } from '../text/finding.ts';

/** `libvirtXml.*` for one folder, with every unusable value left out. */
export interface Settings {
  /** Paths as written. */
  readonly hostTopology: readonly string[];
  /** false: the value comes from the workspace itself, and counts in restricted mode only inside its folder. */
  readonly hostTopologyByUser: boolean;
  readonly rules: RuleSettings;
  /** Of the software on the host, for people without a host file that states them. */
  readonly versions: Versions;
}

export const DEFAULT_SETTINGS: Settings = {
  hostTopology: [],
  hostTopologyByUser: true,
  rules: new Map(),
  versions: {},
};

/** Reads what a client sent for the section `libvirtXml`; anything may stand there. */
export function readSettings(sent: unknown): Settings {
  if (typeof sent !== 'object' || sent === null) return DEFAULT_SETTINGS;
  const { hostTopology, hostTopologyByUser, rules, versions } = sent as Record<string, unknown>;
  const paths = Array.isArray(hostTopology) ? hostTopology : [hostTopology];
  return {
    hostTopology: paths.filter((path): path is string => typeof path === 'string' && path !== ''),
    hostTopologyByUser: hostTopologyByUser === true,
    rules: readRules(rules),
    versions: readVersions(versions),
  };
}

function readRules(sent: unknown): RuleSettings {
  if (typeof sent !== 'object' || sent === null) return new Map();
  return new Map(
    Object.entries(sent).filter((entry): entry is [string, Severity | 'off'] =>
      [...SEVERITIES, 'off'].includes(entry[1] as string),
    ),
  );
}

function readVersions(sent: unknown): Versions {
  if (typeof sent !== 'object' || sent === null) return {};
  const { libvirt, qemu, kernel } = sent as Record<string, unknown>;
  const read = (text: unknown) => (typeof text === 'string' ? parseVersion(text) : undefined);
  return present<Versions>({ libvirt: read(libvirt), qemu: read(qemu), kernel: read(kernel) });
}
