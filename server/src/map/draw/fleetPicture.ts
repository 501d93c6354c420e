import type { FleetMap, HostMap, MapGuest, MapPlan } from '../model.ts';
import { amountIn, unitFor } from './amounts.ts';
import { legendOf } from './legend.ts';
import { fit, wrap } from './lettering.ts';
import { nodeRows } from './nodeRows.ts';
import { sceneOf } from './scene.ts';
import type { Shape } from './shape.ts';
import { icon, rect, runs, shape, svg, text, type Drawn, type Piece } from './shapes.ts';
import { PATTERNS } from './style.ts';

const WIDTH = 1160;
const MARGIN = 24;
const GUESTS = 330;
const GAP = 24;
const RIGHT = 16;

/** Plans of hosts below each other, in one picture that stands by itself. @param note what the figures are */
export function fleetPicture(maps: readonly FleetMap[], note: string, style: string): Shape {
  let y = MARGIN;
  const parts = maps.map((map) => {
    const { drawn, height } = hostPiece(map, note, y);
    y += height + MARGIN;
    return drawn;
  });
  const label = `Plan of ${maps.map(({ host }) => host.name).join(', ')}`;
  return svg(
    WIDTH,
    y,
    label,
    shape('style', {}, style),
    PATTERNS,
    rect({ x: 0, y: 0, width: WIDTH, height: Math.ceil(y) }, 'paper'),
    parts,
  );
}

function hostPiece(map: FleetMap, note: string, y: number): Piece {
  const { host, guests } = map;
  const inner = WIDTH - MARGIN * 2;
  const basis =
    host.basis === 'free' ? 'of what was free at capture' : 'of all memory without the reserve';
  const notes = wrap(note, inner);
  const head = 24 + notes.length * 17 + 14;
  const list = guestList(map, MARGIN, y + head);
  const scene = sceneOf(asHostMap(map), inner);
  const left = MARGIN + GUESTS + GAP;
  const rows = nodeRows(scene, left, y + head, inner - GUESTS - GAP - RIGHT, 0);
  const legend = legendOf(scene, inner - GUESTS - GAP, true);
  const at = Math.round(y + head + rows.height + GAP);
  const key = shape('g', { transform: `translate(${left} ${at})` }, legend.children);
  const right = rows.height + GAP + Number(legend.attributes['height']);
  const facts = `${guests.length} ${guests.length === 1 ? 'guest' : 'guests'} on ${map.nodes.length} ${map.nodes.length === 1 ? 'node' : 'nodes'}, ${basis}`;
  return {
    drawn: [
      runs(MARGIN, y + 14, [host.name, 'title'], [facts, 'dim']),
      notes.map((words, i) => text(MARGIN, y + 36 + i * 17, words, 'dim')),
      list.drawn,
      rows.drawn,
      key,
    ],
    height: head + Math.max(list.height, right),
  };
}

/** So many guests are listed one by one. */
const LISTED = 60;

function guestList({ guests, nodes }: FleetMap, x: number, y: number): Piece {
  const unit = unitFor({ nodes });
  const drawn: Drawn[] = [
    text(x, y + 10, 'Guests', 'strong'),
    text(x + GUESTS, y + 10, unit.name, 'tag dim', 'end'),
  ];
  let at = y + 20;
  const row = ({ letter, name, binding, bytes, kind, outcome }: MapGuest): void => {
    const badge = { x, y: at, width: 22, height: 16 };
    const lines = wrap(outcome, GUESTS - 48).slice(0, 2);
    drawn.push(
      rect(badge, 'other', { rx: 2 }),
      text(x + 11, at + 12.3, letter, 'tag', 'middle'),
      runs(x + 30, at + 12.3, [fit(name, 150), 'strong'], [fit(binding, 90), 'dim']),
      text(x + GUESTS, at + 12.3, amountIn(unit, bytes), 'dim', 'end'),
      icon(x + 30, at + 17, kind, 14),
      lines.map((words, i) => text(x + 48, at + 29 + i * 15, words, 'dim')),
    );
    at += 22 + lines.length * 15;
  };
  guests.slice(0, LISTED).forEach(row);
  if (guests.length > LISTED)
    drawn.push(text(x + 30, at + 12, `${guests.length - LISTED} more`, 'dim'));
  return { drawn, height: at - y + (guests.length > LISTED ? 20 : 0) };
}

/** As a map in which every guest is another one, and what any of them lacks is lacking. */
function asHostMap({ host, nodes, guests, pins }: FleetMap): HostMap {
  const nobody = { name: '', uri: '', binding: '', cells: [] };
  const plan: MapPlan = {
    ...{ key: 'written', mode: '', nodes: '', isWritten: true, kind: 'ok', outcome: '' },
    ...{ verdict: { kind: 'ok', title: '', text: '', more: 0 }, landing: [] },
    lack: guests.flatMap(({ lack }) => lack),
  };
  return {
    host: { ...host, files: [], isOld: false, lacks: [] },
    ...{ nodes, focus: nobody, pins, plans: [plan], others: guests },
  };
}
