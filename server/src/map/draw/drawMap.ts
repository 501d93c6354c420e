import { formatCount } from '../../host/format.ts';
import { listed } from '../../rules/words.ts';
import type { HostMap } from '../model.ts';
import { amountIn, unitFor } from './amounts.ts';
import { cardOf } from './cards.ts';
import { connectors } from './connectors.ts';
import { distanceMatrix } from './distances.ts';
import { guestColumn } from './guestColumn.ts';
import { legendOf } from './legend.ts';
import { nodeRows, nodeStack } from './nodeRows.ts';
import type { MapPicture } from './picture.ts';
import { cpusOf, sceneOf, type Scene } from './scene.ts';
import { shape, sum, svg, type Drawn, type Piece } from './shapes.ts';
import { PATTERNS, STYLE } from './style.ts';
import { tableOf } from './table.ts';

/** In CSS pixels: panels are drawn for widths within. */
const NARROWEST = 240;
const WIDEST = 2400;

/** The picture of a map for a panel of so many CSS pixels inside its margins. Total for any map and number. */
export function drawMap(map: HostMap, wanted: number, plan?: string): MapPicture {
  const width = widthFor(wanted);
  const scene = sceneOf(map, width, plan);
  const { drawn, height } = mapPiece(scene, 0, 0, width);
  const columns = scene.isTiny
    ? 1
    : scene.isNarrow
      ? 2
      : Math.min(4, Math.max(3, map.plans.length));
  const card = (width - CARD_GAP * (columns - 1)) / columns - CARD_PADDING * 2;
  const cards = scene.isTiny ? [] : map.plans.map((one) => cardOf(scene, one, card));
  const distances = scene.isTiny ? undefined : distanceMatrix(scene);
  const beside =
    distances === undefined || scene.isNarrow ? 0 : Number(distances.attributes['width']) + BESIDE;
  return {
    map: svg(width, height, mapLabel(map), PATTERNS, drawn),
    columns,
    cards,
    ...(distances === undefined ? {} : { distances }),
    legend: legendOf(scene, width - beside),
    table: tableOf(scene),
    facts: factsOf(map),
    origin: originOf(map),
    sources: scene.sources,
    style: STYLE,
  };
}

export const widthFor = (wanted: number): number =>
  Number.isFinite(wanted) ? Math.round(Math.min(WIDEST, Math.max(NARROWEST, wanted))) : 1000;

const CARD_GAP = 16;
const CARD_PADDING = 14;
const BESIDE = 32;
const GUEST_WIDTH = 196;
const WIRES_WIDTH = 68;
/** For the names of the sockets. */
const RIGHT = 16;

/** The guests and the nodes, beside each other where there is room. */
export function mapPiece(scene: Scene, x: number, y: number, width: number): Piece {
  if (scene.isNarrow) {
    const guests = guestColumn(scene, x, y, width);
    const nodes = nodeStack(scene, x, y + guests.height + 20, width);
    return { drawn: [guests.drawn, nodes.drawn], height: guests.height + 20 + nodes.height };
  }
  const guests = guestColumn(scene, x, y, GUEST_WIDTH);
  const left = x + GUEST_WIDTH + WIRES_WIDTH;
  const nodes = nodeRows(scene, left, y, width - GUEST_WIDTH - WIRES_WIDTH - RIGHT, guests.height);
  const wires = connectors(scene, guests.ports, nodes.anchors, left);
  return {
    drawn: [guests.drawn, shape('g', { 'aria-hidden': 'true' }, wires), nodes.drawn] as Drawn,
    height: Math.max(guests.height, nodes.height) + 2,
  };
}

export const mapLabel = ({ focus, host }: HostMap): string => `${focus.name} on ${host.name}`;

/** `3 nodes · 30 CPUs · 47 GiB`. */
export function factsOf(map: HostMap): string {
  const { nodes } = map;
  const unit = unitFor(map);
  const cpus = sum(nodes.map((node) => cpusOf(node).length));
  const total = sum(nodes.map((node) => node.total ?? 0));
  return [
    formatCount(nodes.length, 'node'),
    ...(nodes.some(({ cores }) => cores !== undefined) ? [formatCount(cpus, 'CPU')] : []),
    `${amountIn(unit, total)} ${unit.name}`,
  ].join(' · ');
}

/** `Snapshot of 20 Nov 2026, 09:14 UTC, from hosts/rack7.txt (numactl --hardware). A model, not a measurement.` */
export function originOf({ host }: HostMap): string {
  const { capturedAt, files, lacks } = host;
  const from = files.length === 0 ? '' : `from ${listed(files.map(({ words }) => words))}`;
  const taken = capturedAt === undefined ? '' : `Snapshot of ${sayTime(capturedAt)}`;
  const start = [taken, from].filter((words) => words !== '').join(', ');
  const missing = lacks.length === 0 ? '' : ` Not known: ${listed(lacks)}.`;
  const first = start === '' ? '' : `${start.charAt(0).toUpperCase()}${start.slice(1)}. `;
  return `${first}A model, not a measurement: ${BASIS[host.basis]}.${missing}`;
}

const BASIS = {
  free: 'what was free when the host was captured is shared out',
  total: 'all memory without the reserve is shared out',
} as const;

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** `20 Nov 2026, 09:14 UTC`; a time in another form as it stands. */
function sayTime(iso: string): string {
  const [, year, month, day, time] = /^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d)[\d:.]*Z$/.exec(iso) ?? [];
  const name = MONTHS[Number(month) - 1];
  if (year === undefined || day === undefined || time === undefined || name === undefined)
    return iso;
  return `${Number(day)} ${name} ${year}, ${time} UTC`;
}
