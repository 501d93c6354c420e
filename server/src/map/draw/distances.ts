import { cellOf, homesOf, type Scene } from './scene.ts';
import { SIZE, widthOf } from './lettering.ts';
import type { Shape } from './shape.ts';
import { rect, runs, shape, svg, text, type Drawn } from './shapes.ts';

const HEAD = 'Distances';
const AXES = 'row: vCPU, column: memory';
const CELL = 30;
const ROW = 22;

/** The matrix of distances, with those marked that the guest's vCPUs go to its memory; undefined where it is not known. */
export function distanceMatrix(scene: Scene): Shape | undefined {
  const { distances, nodes } = scene.map;
  if (distances === undefined || nodes.length > SHOWN) return undefined;
  const ways = new Set(
    scene.plan.landing.flatMap((chunk) => {
      const cell = cellOf(scene, chunk);
      const homes = cell === undefined ? [] : homesOf(scene, cell);
      return homes.map((from) => `${from} ${chunk.node}`);
    }),
  );
  const middle = (column: number): number => 28 + column * CELL + CELL / 2;
  const baseline = (row: number): number => 51.3 + row * ROW;
  const drawn: Drawn[] = [
    runs(0, 12, [HEAD, 'body strong'], [AXES, 'dim']),
    nodes.map(({ id }, i) => [
      text(middle(i), 32, id, 'tag dim', 'middle'),
      text(12, baseline(i), id, 'tag dim', 'middle'),
    ]),
    nodes.flatMap((from, r) =>
      nodes.map((to, c) => {
        const value = distances[r]?.[c];
        if (value === undefined) return undefined;
        const box = { x: 29 + c * CELL, y: 37 + r * ROW, width: CELL - 2, height: ROW - 2 };
        const isUsed = ways.has(`${from.id} ${to.id}`);
        return [
          shape('g', { opacity: Math.min(1, 0.15 + (value - 10) / 20) }, rect(box, 'shade')),
          isUsed ? rect(box, 'own', { rx: 2 }) : undefined,
          text(middle(c), baseline(r), value, isUsed ? 'strong' : undefined, 'middle'),
        ];
      }),
    ),
  ];
  const head = widthOf(HEAD, SIZE.body) + 12 + widthOf(AXES);
  const width = Math.max(head, 28 + nodes.length * CELL);
  return svg(width, 38 + nodes.length * ROW, sayWays(scene, ways), drawn);
}

/** In nodes: a larger matrix is left to the table of the host. */
const SHOWN = 16;

function sayWays({ map }: Scene, ways: ReadonlySet<string>): string {
  const { distances = [], nodes } = map;
  const indexOf = (id: number): number => nodes.findIndex((node) => node.id === id);
  const words = [...ways].map((way) => {
    const [from = 0, to = 0] = way.split(' ').map(Number);
    return `${distances[indexOf(from)]?.[indexOf(to)] ?? '?'} from node ${from} to node ${to}`;
  });
  return words.length === 0 ? 'Distances' : `Distances: ${words.join(', ')}`;
}
