import type { Shape } from './shape.ts';

/** What an element may hold: nothing, text, another element, or several of these. */
export type Drawn = Shape | string | undefined | readonly Drawn[];
type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element; attributes that are undefined are not there. */
export function shape(tag: string, attributes: Attributes, ...children: Drawn[]): Shape {
  const present = Object.entries(attributes).filter(
    (entry): entry is [string, string | number] => entry[1] !== undefined,
  );
  return { tag, attributes: Object.fromEntries(present), children: flat(children) };
}

function flat(drawn: Drawn): readonly (Shape | string)[] {
  if (drawn === undefined) return [];
  if (typeof drawn === 'string') return [drawn];
  return 'tag' in drawn ? [drawn] : drawn.flatMap(flat);
}

export const rect = ({ x, y, width, height }: Box, classes: string, more: Attributes = {}): Shape =>
  shape('rect', {
    ...{ x, y, class: classes, ...more },
    ...{ width: Math.max(0, width), height: Math.max(0, height) },
  });

export const line = (x1: number, y1: number, x2: number, y2: number, classes: string): Shape =>
  shape('line', { x1, y1, x2, y2, class: classes });

export const path = (d: string, classes: string, more: Attributes = {}): Shape =>
  shape('path', { d, class: classes, ...more });

export const circle = (cx: number, cy: number, r: number, classes: string): Shape =>
  shape('circle', { cx, cy, r, class: classes });

/** One line of text on its baseline. */
export const text = (
  x: number,
  y: number,
  words: string | number,
  classes?: string,
  anchor?: 'middle' | 'end',
): Shape => shape('text', { x, y, class: classes, 'text-anchor': anchor }, String(words));

/** Runs of text after each other on one line, which nobody needs to measure. */
export const runs = (
  x: number,
  y: number,
  ...parts: readonly (readonly [words: string, classes: string])[]
): Shape =>
  shape(
    'text',
    { x, y },
    parts
      .filter(([words]) => words !== '')
      .map(([words, classes], i) =>
        shape('tspan', { class: classes, dx: i === 0 ? undefined : 8 }, words),
      ),
  );

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A part of a picture, which begins at a place that its maker was told. */
export interface Piece {
  readonly drawn: Drawn;
  readonly height: number;
}

export const NOTHING: Piece = { drawn: undefined, height: 0 };

/** A picture, or a part that stands by itself. */
export function svg(width: number, height: number, label: string, ...children: Drawn[]): Shape {
  const size = { width: Math.ceil(width), height: Math.ceil(height) };
  return shape(
    'svg',
    {
      ...{ xmlns: 'http://www.w3.org/2000/svg', ...size },
      ...{ viewBox: `0 0 ${size.width} ${size.height}`, role: 'group', 'aria-label': label },
    },
    children,
  );
}

/** Each severity has a shape of its own, on 16 units; colour only repeats it. */
const ICONS = {
  error:
    'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Zm-2.4 3.4L8 7.3l2.4-2.4.7.7L8.7 8l2.4 2.4-.7.7L8 8.7l-2.4 2.4-.7-.7L7.3 8 4.9 5.6Z',
  warning: 'M8 1.6 15 14.4H1Zm-.7 4.6v4.2h1.4V6.2Zm0 5.2v1.4h1.4v-1.4Z',
  ok: 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Zm-1 9.3L4.2 8l.8-.8 2 2 4-4 .8.8Z',
  info: 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM7.3 7h1.4v4.5H7.3Zm0-2.6h1.4v1.4H7.3Z',
} as const;

/** The sign of a severity, its upper left corner at the place. */
export const icon = (x: number, y: number, kind: keyof typeof ICONS, size = 16): Shape =>
  path(ICONS[kind], kind, {
    transform: `translate(${tenth(x)} ${tenth(y)}) scale(${size / 16})`,
    'fill-rule': 'evenodd',
  });

export const tenth = (n: number): number => Math.round(n * 10) / 10;
export const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);
