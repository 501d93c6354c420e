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
  /** A folder with libvirt's schemas, as written. */
  readonly schemas: string | undefined;
  /** false: the value comes from the workspace itself, and counts in restricted mode only inside its folder. */
  readonly schemasByUser: boolean;
  /** auto: what another extension would say as well is left to it. */
  readonly schemaFeatures: 'auto' | 'on' | 'off';
  /** Patterns of the files that another extension serves with a schema, as our client tells. */
  readonly servedElsewhere: readonly string[];
  /** The program to run for `virsh`, of this machine's settings alone: as written. */
  readonly virshPath: string;
}

export const DEFAULT_SETTINGS: Settings = {
  hostTopology: [],
  hostTopologyByUser: true,
  rules: new Map(),
  versions: {},
  schemas: undefined,
  schemasByUser: true,
  schemaFeatures: 'auto',
  servedElsewhere: [],
  virshPath: 'virsh',
};

/** Reads what a client sent for the section `libvirtXml`; anything may stand there. */
export function readSettings(sent: unknown): Settings {
  if (typeof sent !== 'object' || sent === null) return DEFAULT_SETTINGS;
  const { hostTopology, hostTopologyByUser, rules, versions, ...more } = sent as Record<
    string,
    unknown
  >;
  const { schemas, schemasByUser, schemaFeatures, servedElsewhere, virshPath } = more;
  const paths = Array.isArray(hostTopology) ? hostTopology : [hostTopology];
  return {
    hostTopology: paths.filter((path): path is string => typeof path === 'string' && path !== ''),
    hostTopologyByUser: hostTopologyByUser === true,
    rules: readRules(rules),
    versions: readVersions(versions),
    schemas: typeof schemas === 'string' && schemas.trim() !== '' ? schemas.trim() : undefined,
    schemasByUser: schemasByUser === true,
    schemaFeatures: schemaFeatures === 'on' || schemaFeatures === 'off' ? schemaFeatures : 'auto',
    servedElsewhere: Array.isArray(servedElsewhere)
      ? servedElsewhere.filter((one) => typeof one === 'string')
      : [],
    virshPath: typeof virshPath === 'string' && virshPath !== '' ? virshPath : 'virsh',
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
