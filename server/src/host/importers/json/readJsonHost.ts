import { parseTree } from 'jsonc-parser';
import type { Node, ParseError } from 'jsonc-parser';
import type { Problem } from '../../../text/finding.ts';
import { range } from '../../../text/range.ts';
import { buildTopology, present } from '../../buildTopology.ts';
import type { HostBlock } from '../../hostBlock.ts';
import { defaultReserve } from '../../reserve.ts';
import type { HostTopology, Versions } from '../../topology.ts';
import { readCpus } from './readJsonCpus.ts';
import { readNodes } from './readJsonNodes.ts';
import { readResctrl } from './readJsonResctrl.ts';
import { readMembers } from './jsonObject.ts';
import type { JsonReading } from './jsonObject.ts';
import { readBoolean, readName, readSize, readTime, readVersion } from './jsonValues.ts';
import { syntaxProblems } from './syntaxProblems.ts';
import { HOST_KEYS, TELLING_KEYS, VERSION_KEYS } from './keys.ts';

/** Deeper JSON is not read: it could exhaust the stack of its parser, and a host needs five levels. */
const MAX_DEPTH = 64;

/**
 * Reads a JSON object, comments allowed, as our own description of a host (docs/host-file.md). Undefined when the object
 * describes something else, unless `claimed`: then the file's name says that it is a host. A wrong value is reported and
 * left out; a wrong node list or broken JSON leaves no topology, since a half-read host would accuse good guests.
 */
export function readJsonHost(
  text: string,
  base: number,
  depth: number,
  name: string,
  claimed: boolean,
): HostBlock | undefined {
  const anchor = range(base, base + 1);
  const block = (topology: HostTopology | undefined, problems: readonly Problem[]): HostBlock => ({
    format: 'json',
    range: anchor,
    topology,
    problems,
  });
  if (depth > MAX_DEPTH) {
    if (!claimed) return undefined;
    const message = `the JSON is nested deeper than ${String(MAX_DEPTH)} levels and is not read`;
    return block(undefined, [{ rule: 'host/broken-json', range: anchor, message }]);
  }
  if (!claimed && !TELLING.test(text)) return undefined;
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  if (root?.type !== 'object' || !(claimed || describesHost(root))) return undefined;
  if (errors.length > 0)
    return block(undefined, syntaxProblems(text, base, errors, 'host/broken-json'));
  const reading: JsonReading = { text, base, problems: [] };
  return block(readHost(reading, root, name), reading.problems);
}

/** A quick look, to save foreign files the parser: one of the keys stands somewhere. */
const TELLING = new RegExp(`"(?:\\$schema|${TELLING_KEYS.join('|')})"`);

function describesHost(root: Node): boolean {
  return (root.children ?? []).some((property) => {
    const [key, value] = property.children ?? [];
    const name: unknown = key?.value;
    const content: unknown = value?.value;
    if (name === '$schema')
      return typeof content === 'string' && content.endsWith('libvirt-xml.host.schema.json');
    return typeof name === 'string' && TELLING_KEYS.includes(name);
  });
}

function readHost(reading: JsonReading, root: Node, name: string): HostTopology | undefined {
  const members = readMembers(reading, root, HOST_KEYS, 'a host');
  const read = <T>(
    key: (typeof HOST_KEYS)[number],
    reader: (reading: JsonReading, node: Node) => T | undefined,
  ): T | undefined => {
    const node = members?.get(key);
    return node === undefined ? undefined : reader(reading, node);
  };
  const pageSize = read('pageSize', readSize);
  const perNode = read('reservePerNode', readSize);
  const nodes = readNodes(reading, members?.get('nodes'), pageSize);
  if (nodes === undefined) return undefined;
  const cpus = readCpus(reading, nodes.cpus, members?.get('cores'), members?.get('offlineCpus'));
  return buildTopology({
    name: read('name', readName) ?? name,
    nodes: nodes.nodes.map((node) => {
      const own = node.cpus?.filter((cpu) => !cpus.offline.has(cpu));
      const reserve = node.reserve ?? defaultReserve(node.total, perNode);
      return {
        ...node,
        ...(own === undefined ? {} : { cpus: own }),
        ...(reserve === undefined ? {} : { reserve }),
      };
    }),
    cpus: cpus.cpus,
    distances: nodes.distances,
    rest: present<Omit<HostTopology, 'name' | 'nodes' | 'cpus' | 'distances'>>({
      pageSize,
      reservePerNode: perNode,
      versions: read('versions', readVersions),
      numad: read('numad', readBoolean),
      numa: read('numa', readBoolean) === false ? false : undefined,
      resctrl: readResctrl(reading, members?.get('caches'), members?.get('bandwidth')),
      partial: read('partial', readBoolean) === true ? true : undefined,
      capturedAt: read('capturedAt', readTime),
    }),
  });
}

function readVersions(reading: JsonReading, node: Node): Versions | undefined {
  const members = readMembers(reading, node, VERSION_KEYS, "'versions'");
  if (members === undefined) return undefined;
  const read = (key: (typeof VERSION_KEYS)[number]): Versions[typeof key] => {
    const value = members.get(key);
    return value === undefined ? undefined : readVersion(reading, value);
  };
  return present<Versions>({
    libvirt: read('libvirt'),
    qemu: read('qemu'),
    kernel: read('kernel'),
  });
}
