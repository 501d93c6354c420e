import type { Scene } from './scene.ts';
import type { Shape } from './shape.ts';
import { path, rect, svg, text, type Drawn } from './shapes.ts';

type Item = readonly [sign: string, classes: string, words: string, mark?: string];

const GROUPS: readonly (readonly [string, readonly Item[]])[] = [
  [
    'Memory',
    [
      ['own', 'own', 'this guest'],
      ['other', 'other', 'another guest, by letter'],
      ['other-spill', 'other-spill', 'another guest, spilt or about'],
      ['spill', 'spill', 'may spill here'],
      ['anywhere', 'anywhere', 'about, as the CPUs decide'],
      ['over', 'over', 'more than the node has'],
      ['pool', 'pool', 'huge page pool'],
      ['reserve', 'reserve', 'kept for the host'],
    ],
  ],
  [
    'CPUs',
    [
      ['vcpu', 'own', 'vCPU of this guest, pinned', '3'],
      ['float', 'float', 'vCPUs of this guest may run', '~'],
      ['service', 'service', 'its emulator E, I/O thread i', 'E'],
      ['cpu-other', 'other', 'pinned by another guest', 'B'],
      ['float-other', 'float-other', 'another guest may run', 'B'],
      ['double', 'double', 'pinned twice', '2×'],
      ['idle', 'edge', 'nobody is pinned here'],
    ],
  ],
  [
    'Lines',
    [
      ['band', 'band', 'memory comes from'],
      ['wire', 'wire', 'vCPUs run on'],
      ['cursor', 'cursor', 'the cursor in the editor'],
    ],
  ],
];

/** What the signs mean that the map uses, in columns. @param isAlone there is no editor around */
export function legendOf({ signs, isNarrow }: Scene, width: number, isAlone = false): Shape {
  const groups = GROUPS.map(([name, items]) => ({
    name,
    items: items.filter(([sign]) => signs.has(sign) || (sign === 'cursor' && !isAlone)),
  })).filter(({ items }) => items.length > 0);
  const columns = Math.max(1, Math.min(groups.length, Math.floor(width / COLUMN)));
  const column = width / columns;
  const tops: number[] = [];
  const drawn = groups.map(({ name, items }, i): Drawn => {
    const x = (i % columns) * Math.min(250, column);
    const y = tops[i % columns] ?? 0;
    tops[i % columns] = y + 34 + items.length * 22;
    return [
      text(x, y + 12, name, 'body strong'),
      items.map((item, k) => [
        sample(item, x, y + 24 + k * 22),
        text(x + 36, y + 36.3 + k * 22, item[2]),
      ]),
    ];
  });
  const height = Math.max(0, ...tops) - (isNarrow ? 4 : 8);
  return svg(width, Math.max(1, height), 'Legend', drawn);
}

const COLUMN = 220;

function sample([sign, classes, , mark]: Item, x: number, y: number): Drawn {
  if (sign === 'band' || sign === 'wire')
    return path(`M${x} ${y + 8}h26`, classes, sign === 'band' ? { 'stroke-width': 5 } : {});
  if (sign === 'cursor') return rect({ x: x + 11, y, width: 3, height: 16 }, classes);
  return [
    rect({ x: x + 1, y: y + 1, width: 24, height: 14 }, classes),
    mark === undefined ? undefined : text(x + 13, y + 12, mark, 'tag', 'middle'),
  ];
}
