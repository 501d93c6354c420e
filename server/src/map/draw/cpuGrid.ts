import { formatIdSet } from '../../host/format.ts';
import { listed, numbered } from '../../rules/words.ts';
import type { MapCore, MapNode } from '../model.ts';
import { fit, SIZE, widthOf } from './lettering.ts';
import { cpusOf, FOCUS, type CpuUse, type Scene } from './scene.ts';
import { rect, text, type Drawn, type Piece } from './shapes.ts';
import { spot } from './spot.ts';

const CELL = 24;
/** Two digits fit. */
const SMALLEST = 17;
const TALL = 20;
/** A letter fits. */
const DENSE_TALL = 13;
const GAP = 6;

/** How the cores of a node are laid out in a width: siblings stand above each other as one column. */
interface Grid {
  readonly cores: readonly MapCore[];
  readonly threads: number;
  readonly perRow: number;
  readonly pitch: number;
  readonly tall: number;
  readonly left: (index: number) => number;
  readonly top: (index: number) => number;
  readonly width: number;
  readonly height: number;
}

export function gridOf(scene: Scene, { cores = [] }: MapNode, width: number): Grid {
  const tall = scene.isDense ? DENSE_TALL : TALL;
  const threads = Math.max(1, ...cores.map((core) => core.threads.length));
  const count = Math.max(1, cores.length);
  const fitting = Math.max(1, Math.floor((width + 1) / (scene.isDense ? 1 : SMALLEST)));
  const rows = scene.isDense ? 1 : Math.ceil(count / fitting);
  const perRow = Math.ceil(count / rows);
  const groups = groupsIn(cores.slice(0, perRow));
  const pitch = Math.min(CELL, (width - groups * GAP) / perRow);
  const rowTall = threads * (tall + 1) + (rows > 1 ? 3 : 0);
  const left = (index: number): number => {
    const first = Math.floor(index / perRow) * perRow;
    return (index - first) * pitch + groupsIn(cores.slice(first, index + 1)) * GAP;
  };
  return {
    ...{ cores, threads, perRow, pitch, tall, left },
    top: (index) => Math.floor(index / perRow) * rowTall,
    width: perRow * pitch + groups * GAP - 1,
    height: rows * rowTall - 1,
  };
}

/** How often the last-level cache changes from one core to the next. */
const groupsIn = (cores: readonly MapCore[]): number =>
  cores.filter(({ cache }, i) => i > 0 && cache !== cores[i - 1]?.cache).length;

/** The CPUs of a node and who runs on them. `beside`: their numbers stand at the right, not below. */
export function cpuGrid(
  scene: Scene,
  node: MapNode,
  { x, y, width }: { readonly x: number; readonly y: number; readonly width: number },
  beside = false,
): Piece {
  if (node.cores === undefined || node.cores.length === 0) {
    const words = node.cores === undefined ? 'its CPUs are not known' : 'no CPUs';
    return { drawn: text(x, y + 14, words, 'dim'), height: TALL };
  }
  const grid = gridOf(scene, node, width);
  const { cores, left, top, pitch, tall, threads } = grid;
  const drawn: Drawn[] = [];
  const cell = (cpus: readonly number[], look: Look, at: Place, mark: string): void => {
    scene.signs.add(look.sign);
    if (look.isTwice) scene.signs.add('double');
    const box = { x: x + at.x, y: y + at.y, width: at.width, height: at.height };
    const inner = { x: box.x + 0.5, y: box.y + 0.5, width: at.width - 1, height: at.height - 1 };
    const shown = look.isTwice && mark !== '' ? '2×' : mark;
    const isShown = shown !== '' && widthOf(shown, SIZE.tag) + 2 <= at.width + 1;
    const first = look.uses.find((use) => use.source !== undefined);
    drawn.push(
      spot(
        scene,
        {
          ...{ id: `cpu-${cpus[0] ?? ''}`, box, source: first?.source, line: 'cpus' },
          label: `${numbered('CPU', cpus)}, node ${node.id}: ${sayUses(look)}`,
          guest: look.uses[0]?.letter,
        },
        rect(inner, look.classes, { rx: 1 }),
        look.isTwice ? rect(inner, 'double', { rx: 1 }) : undefined,
        isShown
          ? text(
              box.x + at.width / 2,
              box.y + at.height / 2 + 4,
              shown,
              look.classes === 'own' ? 'tag strong' : 'tag',
              'middle',
            )
          : undefined,
      ),
    );
  };

  const looks = cores.map((core) =>
    core.threads.map((cpu) => lookOf(scene.usesOf(cpu), scene.isDense)),
  );
  const keys = looks.map((core) => core.map(keyOf).join('|'));
  for (let from = 0, to = 0; from < cores.length; from = to) {
    to = from + 1;
    if (scene.isDense)
      while (
        to < cores.length &&
        keys[to] === keys[from] &&
        cores[to]?.cache === cores[from]?.cache &&
        cores[to]?.threads.length === cores[from]?.threads.length
      )
        to++;
    const run = cores.slice(from, to);
    const width = left(to - 1) + pitch - 1 - left(from);
    const own = looks[from] ?? [];
    const isOne = scene.isDense && own.every((look) => keyOf(look) === keyOf(own[0] ?? look));
    const [first] = own;
    if (isOne && first !== undefined)
      cell(
        run.flatMap((core) => core.threads),
        first,
        { x: left(from), y: top(from), width, height: threads * (tall + 1) - 1 },
        first.uses[0]?.letter ?? '',
      );
    else
      own.forEach((look, t) => {
        const place = { x: left(from), y: top(from) + t * (tall + 1), width, height: tall };
        const cpus = run.flatMap((core) => core.threads[t] ?? []);
        cell(cpus, look, place, scene.isDense ? (look.uses[0]?.letter ?? '') : look.mark);
      });
  }
  const all = formatIdSet(cpusOf(node));
  if (beside) {
    const room = width - grid.width - 10;
    const words = text(x + grid.width + 10, y + 14, fit(`CPUs ${all}`, room), 'dim');
    return { drawn: [drawn, words], height: grid.height };
  }
  const words = text(
    x,
    y + grid.height + 13,
    fit(all, Math.max(width, grid.width), SIZE.tag),
    'tag dim',
  );
  return { drawn: [drawn, words], height: grid.height + 16 };
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What a CPU looks like: who runs on it, the guest in focus before others. */
interface Look {
  readonly sign: string;
  readonly classes: string;
  readonly mark: string;
  readonly uses: readonly CpuUse[];
  /** Several threads are pinned to this CPU alone. */
  readonly isTwice: boolean;
}

function lookOf(all: readonly CpuUse[], isDense: boolean): Look {
  const uses = [...all].sort((a, b) => rank(a) - rank(b)).slice(0, USES_SHOWN);
  const [use] = uses;
  const isTwice = all.filter(({ floats, role }) => !floats && role === 'vcpu').length > 1;
  if (use === undefined) return { sign: 'idle', classes: 'edge', mark: '', uses, isTwice };
  const look = (sign: string, classes: string, mark: string): Look => ({
    ...{ sign, classes, mark, uses, isTwice },
  });
  const { letter, role, id, floats } = use;
  if (letter !== FOCUS)
    return floats ? look('float-other', 'float-other', letter) : look('cpu-other', 'other', letter);
  if (role === 'emulator') return look('service', 'service', 'E');
  if (role === 'iothread') return look('service', 'service', `i${id ?? ''}`);
  if (floats) return look('float', 'float', '~');
  return look('vcpu', 'own', isDense ? FOCUS : String(id ?? ''));
}

/** So many are told of one CPU. */
const USES_SHOWN = 4;

const ROLES: readonly CpuUse['role'][] = ['vcpu', 'emulator', 'iothread'];
/** The guest in focus, then vCPUs, then what is pinned to this CPU alone. */
const rank = ({ letter, role, floats }: CpuUse): number =>
  (letter === FOCUS ? 0 : 8) + ROLES.indexOf(role) * 2 + (floats ? 1 : 0);

const keyOf = ({ sign, uses, isTwice }: Look): string =>
  `${sign} ${isTwice ? 2 : 1} ${uses.map(({ letter, role }) => letter + role).join()}`;

const WORDS = { vcpu: 'vCPU', emulator: 'emulator', iothread: 'I/O thread' } as const;

function sayUses({ uses, isTwice }: Look): string {
  if (uses.length === 0) return 'nobody is pinned to it';
  const words = uses.map(({ guest, role, id, floats }) => {
    const which = id === undefined ? (role === 'vcpu' ? 's' : '') : ` ${id}`;
    return `${guest} ${WORDS[role]}${which}${floats ? ' may run here' : ''}`;
  });
  return `${listed([...new Set(words)])}${isTwice ? '; pinned twice' : ''}`;
}
