import type { Element } from '@xmldom/xmldom';
import type { Problem } from '../../../text/finding.ts';
import { range } from '../../../text/range.ts';
import type { SourceRange } from '../../../text/range.ts';
import { parseXml } from '../../../xml/parseXml.ts';
import { compile, selectElement, selectElements } from '../../../xml/select.ts';
import { sourceOf } from '../../../xml/source.ts';
import { firstChildNamed } from '../../../xml/walk.ts';
import { buildTopology, present } from '../../buildTopology.ts';
import type { HostBlock } from '../../hostBlock.ts';
import { MAX_ID } from '../../idSet.ts';
import { nodeId } from '../../topology.ts';
import type { Bytes, HostResctrl, HostTopology, NodeId } from '../../topology.ts';
import { createCpuReader } from './readCpus.ts';
import { readCell, readDistances } from './readCell.ts';
import { readResctrl } from './readResctrl.ts';
import { attributeRange, readNumber, readSize, refuse } from './xmlValues.ts';
import type { XmlReading } from './xmlValues.ts';

const HOST = compile('/capabilities/host');
const TOPOLOGY = compile('/capabilities/host/topology');
const CELLS = compile('/capabilities/host/topology/cells/cell');
const FIRST_PAGES = compile('/capabilities/host/topology/cells/cell/pages');

/**
 * Reads what `virsh capabilities` printed (src/conf/capabilities.c, virCapabilitiesHostNUMAFormat), from `<capabilities`
 * to its end tag; `base` is where that stands in the file. Cell ids may have holes; `@num` is ignored. XML that is not
 * well-formed, which is mostly a paste cut short, yields no topology.
 */
export function readCapabilities(text: string, base: number, name: string): HostBlock {
  const anchor = range(base, base + '<capabilities'.length);
  const block = (topology: HostTopology | undefined, problems: readonly Problem[]): HostBlock => ({
    format: 'virsh-capabilities',
    range: anchor,
    topology,
    problems,
  });
  const broken = (at: SourceRange, message: string): HostBlock =>
    block(undefined, [{ rule: 'host/broken-xml', range: at, message }]);

  if (!text.endsWith('</capabilities>')) return broken(anchor, CUT_OFF);
  const { document, problems } = parseXml(text);
  const [first] = problems;
  if (first !== undefined) {
    const at = range(base + first.range.start, base + first.range.end);
    return broken(at, `these capabilities are not well-formed XML: ${first.message}`);
  }
  const cells = selectElements(CELLS, document);
  if (cells.length === 0) {
    const where = selectElement(TOPOLOGY, document);
    const start = where === undefined ? undefined : sourceOf(where).startTag;
    const at = start === undefined ? anchor : range(base + start.start, base + start.end);
    const message = where === undefined ? NO_TOPOLOGY : NO_CELLS;
    return block(undefined, [{ rule: 'host/no-numa', range: at, message }]);
  }
  const reading: XmlReading = { base, problems: [] };
  const basePages = selectElement(FIRST_PAGES, document);
  const host = selectElement(HOST, document);
  const resctrl = host === undefined ? undefined : readResctrl(host);
  return block(readHost(reading, cells, basePages, resctrl, name), reading.problems);
}

const CUT_OFF =
  'these capabilities are cut off: </capabilities> is missing; save the whole output of the command';
const INSTEAD = "; 'numactl --hardware' may tell more";
const NO_TOPOLOGY = `these capabilities have no <topology>, so nothing is known of the host's nodes${INSTEAD}`;
const NO_CELLS = `this topology has no <cell>, so nothing is known of the host's nodes${INSTEAD}`;

function readHost(
  reading: XmlReading,
  cells: readonly Element[],
  basePages: Element | undefined,
  resctrl: HostResctrl | undefined,
  name: string,
): HostTopology | undefined {
  const byId = new Map<NodeId, Element>();
  for (const cell of cells) {
    const id = readId(reading, cell, byId);
    if (id !== undefined) byId.set(id, cell);
  }
  // A node that cannot be told by its number would be missing, and good guests be accused of naming it.
  if (byId.size < cells.length) return undefined;
  const cpus = createCpuReader(reading);
  const pageSize = basePages === undefined ? undefined : readSize(reading, basePages, 'size');
  const nodes = [...byId].map(([id, cell]) => readCell(reading, id, cell, pageSize, cpus));
  const distances = new Map(
    [...byId].map(([id, cell]) => [id, readDistances(reading, cell)] as const),
  );
  return buildTopology({
    name,
    nodes,
    cpus: cpus.all(),
    distances,
    rest: present<{ pageSize: Bytes; resctrl: HostResctrl; numa: false }>({
      pageSize,
      resctrl,
      numa: isMadeUp(cells) ? false : undefined,
    }),
  });
}

/**
 * The one cell that libvirt makes up where it finds no NUMA: with memory and CPUs, and without pages and distances, which a real one
 * always has (src/conf/capabilities.c virCapabilitiesHostNUMAInitFake, virCapabilitiesHostNUMAInitReal; since 1.2.6).
 */
function isMadeUp([cell, ...others]: readonly Element[]): boolean {
  if (cell?.getAttribute('id') !== '0' || others.length > 0) return false;
  const has = (name: string): boolean => firstChildNamed(cell, name) !== undefined;
  return has('memory') && has('cpus') && !has('pages') && !has('distances');
}

function readId(
  reading: XmlReading,
  cell: Element,
  before: ReadonlyMap<NodeId, Element>,
): NodeId | undefined {
  const value = readNumber(reading, cell, 'id', [0, MAX_ID]);
  if (value === undefined) {
    if (!cell.hasAttribute('id'))
      refuse(reading, sourceOf(cell).startTag, "this cell lacks 'id', the number of the node");
    return undefined;
  }
  const id = nodeId(value);
  if (!before.has(id)) return id;
  const message = `'${String(value)}' is the id of an earlier cell; every node has its own`;
  refuse(reading, attributeRange(cell, 'id'), message);
  return undefined;
}
