import { numbered } from '../../rules/words.ts';
import type { MapCell, OtherGuest } from '../model.ts';
import { amountIn } from './amounts.ts';
import { firstThatFits, fit, SIZE } from './lettering.ts';
import { FOCUS, homesOf, isApart, memoryOf, sharesOf, type Scene } from './scene.ts';
import { icon, rect, text, type Drawn, type Piece } from './shapes.ts';
import { spot } from './spot.ts';

/** Where the connectors of a cell begin. */
export interface Port {
  readonly cell: MapCell;
  readonly x: number;
  readonly memory: number;
  readonly cpu: number;
}

export interface GuestColumn extends Piece {
  readonly ports: readonly Port[];
}

/** So many cells have a box of their own. */
const CELLS_SHOWN = 16;

/** The guest in focus with its cells, and the list of the others, which is also the key to their letters. */
export function guestColumn(scene: Scene, x: number, y: number, width: number): GuestColumn {
  const { focus, others, more, hidden } = scene.map;
  const { unit, isDense, plan } = scene;
  const amount = (bytes: number | undefined): string =>
    bytes === undefined ? '?' : amountIn(unit, bytes);
  const hasOthers = others.length > 0;
  const indent = hasOthers ? 36 : 10;
  const tall = isDense ? 44 : 62;
  const cells = focus.cells.slice(0, CELLS_SHOWN);
  const unseen = focus.cells.length - cells.length;
  const shares = sharesOf(scene);
  const box = 34 + cells.length * tall + (unseen > 0 ? 18 : 0) + (shares === '' ? 2 : 22);
  const out: Drawn[] = [text(x, y + 10, plan.isWritten ? 'Guest' : 'Guest (preview)', 'strong')];
  const ports: Port[] = [];
  let at = y + 22;
  out.push(
    rect({ x, y: at, width, height: box }, 'frame', { rx: 4 }),
    hasOthers ? badge(x + 10, at + 8, FOCUS, 'own') : undefined,
    text(x + indent, at + 20.3, fit(focus.name, width - indent - 70, SIZE.body), 'body strong'),
    text(x + width - 10, at + 20.3, `${amount(focus.bytes)} ${unit.name}`, 'dim', 'end'),
  );
  cells.forEach((cell, i) => {
    const top = at + 34 + i * tall;
    const height = tall - 6;
    const split = isApart(scene, cell);
    const name = cell.id === null ? 'all memory' : `cell ${cell.id}`;
    const size = `${amount(cell.bytes)} ${unit.name}`;
    const cpus = sayCpus(cell, scene);
    const memory = sayMemory(cell, scene);
    const words = [cpus, memory].filter((one) => one !== '');
    const place = { x: x + 6, y: top, width: width - 12, height };
    out.push(
      spot(
        scene,
        {
          ...{ id: `cell-${cell.id ?? 'all'}`, box: place, source: cell.source, guest: FOCUS },
          ...{ hasBar: true, label: `${focus.name}, ${[`${name}: ${size}`, ...words].join(', ')}` },
        },
        rect(place, 'shade', { rx: 3 }),
        split ? icon(x + width - 28, top + 5, 'warning') : undefined,
        text(x + 16, top + 17, `${name} · ${size}`, 'strong'),
        words
          .slice(0, isDense ? 1 : 2)
          .map((line, k) => text(x + 16, top + 33 + k * 16, shortIn(line, width - 30), 'dim')),
      ),
    );
    ports.push({ cell, x: x + width - 6, memory: top + 12, cpu: top + height - 12 });
  });
  if (unseen > 0)
    out.push(text(x + 16, at + 34 + cells.length * tall + 10, `${unseen} more cells`, 'dim'));
  if (shares !== '') out.push(text(x + 10, at + box - 9, fit(shares, width - 20), 'dim'));
  at += box + 24;
  const count = others.length + (more?.count ?? 0);
  if (count === 0) {
    const words = hidden === undefined ? undefined : `${hidden} more, not counted`;
    if (words !== undefined) out.push(text(x, at, fit(words, width), 'dim'));
    return { drawn: out, height: at - (words === undefined ? 24 : 10) - y, ports };
  }
  out.push(
    text(x, at, `${count} more on this host`, 'strong'),
    text(x + width, at, unit.name, 'tag dim', 'end'),
  );
  at += 8;
  for (const guest of others) {
    out.push(otherRow(scene, guest, x, at, width, amount(guest.bytes)));
    at += 20;
  }
  if (more !== undefined) {
    const bytes = more.landing.reduce((total, chunk) => total + chunk.bytes, 0);
    out.push(
      text(x + 26, at + 14.3, `${more.count} smaller ones`, 'dim'),
      text(x + width, at + 14.3, amount(bytes), 'dim', 'end'),
    );
    at += 20;
  }
  return { drawn: out, height: at - y, ports };
}

/** Without its first word where that would be too long. */
const shortIn = (words: string, width: number): string =>
  firstThatFits([words, words.replace(/^memory /, '')], width) ?? fit(words, width);

function otherRow(
  scene: Scene,
  guest: OtherGuest,
  x: number,
  y: number,
  width: number,
  amount: string,
): Drawn {
  const { letter, name, binding, source, finding } = guest;
  const found = finding === undefined ? undefined : FINDING_ICONS[finding];
  const says =
    finding === undefined
      ? ''
      : `, ${finding === 'information' ? 'a remark' : `an ${finding}`.replace('an w', 'a w')} in its file`;
  return spot(
    scene,
    {
      ...{ id: `guest-${letter}`, box: { x, y, width, height: 20 }, source, guest: letter },
      label: `${name} (${letter}): ${amount} ${scene.unit.name}, ${binding}${says}`,
    },
    badge(x, y + 2, letter, 'other'),
    text(x + 26, y + 14.3, fit(name, width - 26 - 68)),
    found === undefined ? undefined : icon(x + width - 62, y + 3, found, 14),
    text(x + width, y + 14.3, amount, 'dim', 'end'),
  );
}

const FINDING_ICONS = { error: 'error', warning: 'warning', information: 'info' } as const;

const badge = (x: number, y: number, letter: string, classes: string): Drawn => [
  rect({ x, y, width: 18, height: 16 }, classes, { rx: 2 }),
  text(x + 9, y + 12.3, letter, 'tag', 'middle'),
];

/** `vCPUs 0-3 on node 0`. */
function sayCpus(cell: MapCell, scene: Scene): string {
  const { vcpus, cpuNodes } = cell;
  if (vcpus.length === 0) return '';
  const who = numbered('vCPU', vcpus);
  if (cpuNodes.length === 0) return who;
  const homes = homesOf(scene, cell);
  return homes.length === 0 ? `${who} on any node` : `${who} on ${numbered('node', homes)}`;
}

/** `memory strict → node 0`. */
function sayMemory(cell: MapCell, scene: Scene): string {
  const { plan } = scene;
  const memory = memoryOf(scene, cell).filter(({ spill }) => !spill);
  const nodes = [...new Set(memory.map(({ node }) => node))];
  if (nodes.length === 0) return `memory ${plan.mode}`;
  return `memory ${plan.mode} → ${numbered('node', nodes)}`;
}
