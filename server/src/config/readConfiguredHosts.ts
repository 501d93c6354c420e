import type { Node } from 'jsonc-parser';
import {
  rangeOf,
  readElements,
  readMembers,
  refuse,
  tell,
  type JsonReading,
} from '../host/importers/json/jsonObject.ts';
import { readSize, readVersion } from '../host/importers/json/jsonValues.ts';
import { VERSION_KEYS } from '../host/importers/json/keys.ts';
import { present } from '../host/buildTopology.ts';
import { nodeId, type Bytes, type NodeId, type Versions } from '../host/topology.ts';
import type { Located } from '../text/range.ts';
import { readMembersAnyKey } from './anyMembers.ts';
import type { ConfiguredHost, Overhead, Reserve } from './configuration.ts';
import { readGlob, readNamePattern } from './glob.ts';
import { CONFIGURED_HOST_KEYS } from './keys.ts';
import { readGlobs, readText, readTexts } from './values.ts';

/** The hosts by their names. Of several, one that does not say which domains live on it is told: it would serve none. */
export function readConfiguredHosts(
  reading: JsonReading,
  node: Node | undefined,
): readonly ConfiguredHost[] {
  const hosts = readMembersAnyKey(reading, node, "'hosts'").flatMap(({ name, key, value }) => {
    if (name.trim() === '' || name.length > 200) {
      refuse(reading, key, 'is not a name; write a text of 1 to 200 characters');
      return [];
    }
    const host = readHost(reading, { value: name, range: rangeOf(reading, key) }, value);
    return host === undefined ? [] : [{ host, key }];
  });
  if (hosts.length > 1)
    for (const { host, key } of hosts)
      if (host.domains === undefined)
        tell(reading, 'unused-host', key, SERVES_NONE(host.name.value));
  return hosts.map(({ host }) => host);
}

const SERVES_NONE = (name: string): string =>
  `no file is held against '${name}': there are several hosts, and it has no 'domains'`;

function readHost(
  reading: JsonReading,
  name: Located<string>,
  node: Node,
): ConfiguredHost | undefined {
  const members = readMembers(reading, node, CONFIGURED_HOST_KEYS, 'a host');
  if (members === undefined) return undefined;
  const read = <T>(
    key: (typeof CONFIGURED_HOST_KEYS)[number],
    reader: (reading: JsonReading, node: Node) => T,
  ): T | undefined => {
    const member = members.get(key);
    return member === undefined ? undefined : reader(reading, member);
  };
  return {
    name,
    topology: read('topology', readPaths) ?? [],
    domains: readGlobs(reading, members.get('domains'), readGlob),
    reserve: read('reserve', readReserve) ?? NO_RESERVE,
    overhead: read('overhead', readOverhead),
    versions: read('versions', readVersions) ?? {},
    exclusive: read('exclusive', readGroups) ?? [],
    autostart: readGlobs(reading, members.get('autostart'), readNamePattern),
    session: readGlobs(reading, members.get('session'), readNamePattern),
    schemas: read('schemas', readPaths)?.[0],
  };
}

const NO_RESERVE: Reserve = { perNode: undefined, byNode: new Map() };

function readPaths(reading: JsonReading, node: Node): readonly Located<string>[] {
  return readTexts(reading, node, 'path').map(({ text, node: place }) => ({
    value: text,
    range: rangeOf(reading, place),
  }));
}

/** A size for every node, or sizes by node. */
function readReserve(reading: JsonReading, node: Node): Reserve {
  if (node.type !== 'object') return { ...NO_RESERVE, perNode: readSize(reading, node) };
  const byNode = new Map<NodeId, Bytes>();
  for (const { name, key, value } of readMembersAnyKey(reading, node, "'reserve'")) {
    const size = readSize(reading, value);
    if (!/^\d{1,5}$/.test(name))
      refuse(reading, key, 'is not a node; write its number in quotes, such as "0"');
    else if (size !== undefined) byNode.set(nodeId(Number(name)), size);
  }
  return { perNode: undefined, byNode };
}

/** `"256 MiB"` or `"2%"`. */
function readOverhead(reading: JsonReading, node: Node): Overhead | undefined {
  const value: unknown = node.value;
  if (typeof value !== 'string' || !value.trim().endsWith('%')) {
    const size = readSize(reading, node);
    return size && { bytes: size };
  }
  const percent = /^\s*(\d{1,3}(?:\.\d{1,3})?)\s*%\s*$/.exec(value)?.[1];
  if (percent !== undefined && Number(percent) <= 100) return { percent: Number(percent) };
  refuse(reading, node, 'is not a share; write it from "0%" to "100%", or a size');
  return undefined;
}

function readVersions(reading: JsonReading, node: Node): Versions | undefined {
  const members = readMembers(reading, node, VERSION_KEYS, "'versions'");
  if (members === undefined) return undefined;
  const read = (key: (typeof VERSION_KEYS)[number]) => {
    const value = members.get(key);
    return value === undefined ? undefined : readVersion(reading, value);
  };
  return present<Versions>({
    libvirt: read('libvirt'),
    qemu: read('qemu'),
    kernel: read('kernel'),
  });
}

function readGroups(reading: JsonReading, node: Node): readonly (readonly string[])[] {
  return (readElements(reading, node, 'a list of lists of names') ?? []).flatMap((group) => {
    const names = readElements(reading, group, 'a list of names of domains')?.flatMap(
      (name) => readText(reading, name, "a domain's name") ?? [],
    );
    if (names === undefined) return [];
    if (names.length > 1) return [names];
    tell(
      reading,
      'bad-value',
      group,
      'a group of domains that do not run together has two or more',
    );
    return [];
  });
}
