import type { Element } from '@xmldom/xmldom';
import { formatBytes } from '../../host/format.ts';
import { sizeUnit } from '../../vocabulary/values/size.ts';
import { childElements, firstChildNamed, textOf } from '../../xml/walk.ts';

/** What an element is called in the outline. */
export interface Label {
  readonly name: string;
  /** '' for nothing. */
  readonly detail: string;
}

const LONGEST = 80;

/** The label of an element, `below` being its child elements. What comes out of the file is one line, and cut. */
export function labelOf(element: Element, below: readonly Element[]): Label {
  const { tagName, parentElement } = element;
  const read = (...places: readonly string[]): string => firstOf(element, places);
  const made =
    LABELS[`${parentElement?.tagName ?? ''}/${tagName}`] ??
    (parentElement?.tagName === 'devices' ? device : undefined);
  if (made !== undefined && element.namespaceURI === null) {
    const { name, details } = made(read, element);
    return { name: shown([tagName, name], ' '), detail: shown(details, ' · ') };
  }
  if (parentElement === null)
    return { name: shown([tagName, read('name', '@name')], ' '), detail: shown([read('@type')]) };
  if (below.length > 0)
    return {
      name: shown([tagName, read('@id', '@name', '@index')], ' '),
      detail: shown([read('@mode', '@type', '@model', '@check')]),
    };
  const text = sizeIn(element) ?? textOf(element).value;
  const rest = text.trim() === '' ? read('@mode', '@type', '@model', '@value', '@dev') : text;
  return { name: shown([tagName, read('@id', '@name', '@index')], ' '), detail: shown([rest]) };
}

/** Reads the first that is written of some places below the element: `@type`, `target@dev`, `name`. */
type Read = (...places: readonly string[]) => string;
type Make = (
  read: Read,
  element: Element,
) => { readonly name: string; readonly details: readonly string[] };

const device: Make = (read) => ({
  name: read('@model', 'model@type', '@type', '@name'),
  details: [read('target@name', 'target@dev', 'source@path', 'backend@model', '@bus')],
});

const numbered =
  (word: string, place: string): Make =>
  (read) => ({ name: '', details: [many(word, read(place))] });

const pin =
  (key: string): Make =>
  (read) => ({ name: read(key), details: [many('CPU', read('@cpuset'))] });

const LABELS: Readonly<Record<string, Make | undefined>> = {
  __proto__: undefined,
  'devices/disk': (read) => ({
    name: read('target@dev'),
    details: [
      read('@device').replace(/^disk$/, ''),
      read('source@file', 'source@dev', 'source@dir', 'source@name', 'source@volume'),
    ],
  }),
  'devices/interface': (read) => ({
    name: read('target@dev'),
    details: [
      `${read('@type')} ${read('source@bridge', 'source@network', 'source@dev')}`.trim(),
      read('mac@address'),
    ],
  }),
  'devices/controller': (read) => ({
    name: `${read('@type')} ${read('@index')}`.trim(),
    details: [read('@model')],
  }),
  'devices/hostdev': (read, element) => ({
    name: read('@type'),
    details: [
      pciAddress(element),
      read('source/address@uuid', 'source/vendor@id', 'source@dev'),
      read('source/product@id'),
    ],
  }),
  'devices/filesystem': (read) => ({
    name: read('target@dir'),
    details: [read('source@dir', 'source@file', 'source@name')],
  }),
  'devices/graphics': (read) => ({
    name: read('@type'),
    details: [read('@port').replace(/^(?=\d)/, 'port ')],
  }),
  'devices/memory': (read, element) => {
    const target = firstChildNamed(element, 'target');
    const size = target && firstChildNamed(target, 'size');
    const node = read('target/node');
    return {
      name: read('@model'),
      details: [size === undefined ? '' : (sizeIn(size) ?? ''), node === '' ? '' : `cell ${node}`],
    };
  },
  'devices/emulator': (read) => ({ name: '', details: [read('.')] }),
  'numa/cell': (read, element) => ({
    name: read('@id'),
    details: [sizeOf(element, read('@memory')), many('vCPU', read('@cpus'))],
  }),
  'numatune/memory': (read) => ({
    name: '',
    details: [read('@mode'), many('node', read('@nodeset')), read('@placement')],
  }),
  'numatune/memnode': (read) => ({
    name: read('@cellid'),
    details: [read('@mode'), many('node', read('@nodeset'))],
  }),
  'cputune/vcpupin': pin('@vcpu'),
  'cputune/iothreadpin': pin('@iothread'),
  'cputune/emulatorpin': pin('@none'),
  'cputune/vcpusched': numbered('vCPU', '@vcpus'),
  'cputune/iothreadsched': numbered('iothread', '@iothreads'),
  'hugepages/page': (read, element) => ({
    name: sizeOf(element, read('@size')),
    details: [many('cell', read('@nodeset'))],
  }),
  'cpu/topology': (read) => ({
    name: '',
    details: ['sockets', 'dies', 'clusters', 'cores', 'threads'].flatMap((word) => {
      const count = read(`@${word}`);
      return count === '' ? [] : `${count} ${count === '1' ? word.slice(0, -1) : word}`;
    }),
  }),
  'domain/vcpu': (read) => ({ name: '', details: [read('.'), many('CPU', read('@cpuset'))] }),
  'os/type': (read) => ({ name: '', details: [read('.'), read('@arch'), read('@machine')] }),
  'network/forward': (read) => ({ name: read('@mode'), details: [read('@dev')] }),
  'network/bridge': (read) => ({ name: read('@name'), details: [] }),
  'network/ip': (read) => ({ name: read('@address'), details: [read('@netmask', '@prefix')] }),
  'dhcp/range': (read) => ({ name: '', details: [`${read('@start')} to ${read('@end')}`] }),
  'dhcp/host': (read) => ({ name: read('@name', '@mac', '@id'), details: [read('@ip')] }),
  'filter/filterref': (read) => ({ name: read('@filter'), details: [] }),
  'filter/rule': (read, element) => ({
    name: `${read('@action')} ${read('@direction')}`.trim(),
    details: [childElements(element)[0]?.tagName ?? ''],
  }),
};

function firstOf(element: Element, places: readonly string[]): string {
  for (const place of places) {
    const found = readPlace(element, place).trim();
    if (found !== '') return found;
  }
  return '';
}

function readPlace(element: Element, place: string): string {
  const [path = '', attribute] = place.split('@');
  let at: Element | undefined = element;
  for (const name of path.split('/'))
    if (name !== '' && name !== '.') at = at && firstChildNamed(at, name);
  if (at === undefined) return '';
  return attribute === undefined ? textOf(at).value : (at.getAttribute(attribute) ?? '');
}

/** `node 0`, `nodes 0-1`: a set as written. */
function many(word: string, set: string): string {
  if (set === '') return '';
  return /^\d+$/.test(set) ? `${word} ${set}` : `${word}s ${set}`;
}

/** The size that is the element's text; undefined where it is none. */
function sizeIn(element: Element): string | undefined {
  const isSize = element.hasAttribute('unit') || SIZES.has(element.tagName);
  return isSize ? sizeOf(element, textOf(element).value.trim()) : undefined;
}

/** Elements whose number without a unit is in KiB (libvirt src/conf/domain_conf.c virDomainParseMemory). */
const SIZES: ReadonlySet<string> = new Set(['currentMemory', 'maxMemory']);

function sizeOf(element: Element, number: string): string {
  const unit = element.getAttribute('unit') ?? 'KiB';
  const factor = sizeUnit.parse(unit, () => ({ start: 0, end: 0 })).value?.factor;
  return factor === undefined || !/^\d{1,18}$/.test(number)
    ? number
    : formatBytes(BigInt(number) * factor);
}

function pciAddress(element: Element): string {
  const source = firstChildNamed(element, 'source');
  const address = source && firstChildNamed(source, 'address');
  const parts = ['domain', 'bus', 'slot', 'function'].map((name) => address?.getAttribute(name));
  const [domain = '0', bus, slot, fn] = parts.map((part) => part?.replace(/^0x/, ''));
  if (bus === undefined || slot === undefined || fn === undefined) return '';
  return `${domain.padStart(4, '0')}:${bus.padStart(2, '0')}:${slot.padStart(2, '0')}.${fn}`;
}

function shown(parts: readonly string[], between = ''): string {
  const line = parts
    .filter((part) => part !== '')
    .join(between)
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim();
  const characters = Array.from(line.slice(0, LONGEST * 4));
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST).join('')}…` : line;
}
