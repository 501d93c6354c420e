import type { MapNode } from '../model.ts';
import { amountIn } from './amounts.ts';
import { cpuGrid, gridOf } from './cpuGrid.ts';
import { widthOf } from './lettering.ts';
import { memoryBar } from './memoryBar.ts';
import { nodeLabel, reachLine, sayNodeSocket, stateIn, stateOf } from './nodeWords.ts';
import { shortageOf, type Scene } from './scene.ts';
import { icon, line, rect, runs, shape, text, type Box, type Drawn, type Piece } from './shapes.ts';

/** Where the connectors of a node end. */
export interface Anchor {
  readonly memory: number;
  readonly cpu: number;
}

export interface NodeRows extends Piece {
  readonly anchors: ReadonlyMap<number, Anchor>;
}

const PAD = 12;
const LABELS = 136;

/** A row per node, framed by socket, all bars on one scale. @param atLeast a height that dense rows stretch to */
export function nodeRows(
  scene: Scene,
  x: number,
  y: number,
  width: number,
  atLeast: number,
): NodeRows {
  const { nodes } = scene.map;
  const { isDense } = scene;
  const room = isDense ? 300 : 250;
  const grids = nodes.map((node) => gridOf(scene, node, room));
  const cpus = Math.max(110, ...grids.map((grid) => grid.width));
  const bar = { x: x + PAD + LABELS, width: width - PAD * 2 - LABELS - cpus - 32 };
  const cpuX = x + width - PAD - cpus;
  const frames = framesOf(nodes);
  const tallest = Math.max(...grids.map((grid) => grid.height)) + 16 + 12 + 10;
  const stretched = (atLeast - HEAD - (frames.length - 1) * 8) / nodes.length;
  const plain = nodes.some(({ pools }) => pools.length > 0) ? 78 : 68;
  const row = isDense
    ? Math.max(54, Math.min(72, Math.floor(stretched)))
    : Math.max(plain, tallest);
  const drop = isDense ? (row - 54) / 2 : 0;
  const bars = isDense ? { y: 13, height: 24 } : { y: 16, height: 26 };
  const anchors = new Map<number, Anchor>();
  const out: Drawn[] = [];
  let at = y + HEAD;
  for (const frame of frames) {
    const height = frame.length * row;
    const [first] = frame;
    const name = first === undefined ? '' : sayNodeSocket(first);
    out.push(rect({ x, y: at, width, height }, 'frame', { rx: 4 }));
    if (name !== '')
      out.push(
        shape(
          'text',
          {
            ...{ class: 'tag dim', 'text-anchor': 'middle' },
            transform: `translate(${x + width + 8} ${at + height / 2}) rotate(90)`,
          },
          name,
        ),
      );
    frame.forEach((node, i) => {
      const top = at + i * row;
      const content = top + drop;
      const memory = { x: bar.x, y: content + bars.y, width: bar.width, height: bars.height };
      anchors.set(node.id, {
        memory: memory.y + memory.height / 2,
        cpu: memory.y + memory.height + 7,
      });
      if (i > 0) out.push(line(x, top, x + width, top, 'rule'));
      out.push(
        nodeGroup(
          scene,
          node,
          { x, y: top, width, height: row },
          labelOf(scene, node, x + PAD, content + (isDense ? 8 : 10)),
          memoryBar(scene, node, memory),
          cpuGrid(scene, node, { x: cpuX, y: content + (isDense ? 9 : 12), width: cpus + 1 }).drawn,
        ),
      );
    });
    at += height + 8;
  }
  const head = [
    text(x + PAD, y + 10, 'Host nodes', 'strong'),
    text(cpuX, y + 10, 'CPUs', 'strong'),
    axis(scene, bar.x, y + 10, bar.width, at - 8),
  ];
  return { drawn: [head, out], height: at - y - 8, anchors };
}

const HEAD = 22;

/** One column for narrow panels: of each node its bar, below it its CPUs. */
export function nodeStack(scene: Scene, x: number, y: number, width: number): Piece {
  const out: Drawn[] = [];
  let at = y;
  for (const node of scene.map.nodes) {
    const over = shortageOf(scene, node);
    const state = stateOf(scene, node, ` ${scene.unit.name}`);
    const gridY = at + (node.pools.length > 0 && !scene.isDense ? 74 : 58);
    const { width: taken, height } = gridOf(scene, node, width);
    const beside = !scene.isDense && taken < width / 2 && (node.cores?.length ?? 0) > 0;
    const grid = cpuGrid(scene, node, { x, y: gridY, width }, beside);
    const below = Math.max(grid.height, beside ? 34 : 0);
    if (at > y) out.push(line(x, at - 10, x + width, at - 10, 'rule'));
    const reach = beside
      ? reachLine(scene, node, x + taken + 10, gridY + 21, width - taken - 16)
      : reachLine(scene, node, x, gridY + below + 4, width);
    const hasLine = !beside && reach !== undefined;
    const bottom = gridY + Math.max(below, height) + (hasLine ? 20 : 0);
    out.push(
      nodeGroup(
        scene,
        node,
        { x: x - 4, y: at - 4, width: width + 8, height: bottom - at + 8 },
        runs(x, at + 12, [`Node ${node.id}`, 'body strong'], [sayNodeSocket(node), 'dim']),
        text(x + width, at + 12, state, over > 0 ? 'strong' : 'dim', 'end'),
        over > 0 ? icon(x + width - widthOf(state) - 24, at, 'error', 14) : undefined,
        memoryBar(scene, node, { x, y: at + 24, width: width - 2, height: 24 }),
        grid.drawn,
        reach,
      ),
    );
    at = bottom + 24;
  }
  return { drawn: out, height: at - y - 20 };
}

function nodeGroup(scene: Scene, node: MapNode, box: Box, ...children: Drawn[]) {
  const ring = { x: box.x + 2, y: box.y + 2, width: box.width - 4, height: box.height - 4 };
  return shape(
    'g',
    {
      ...{ id: `node-${node.id}`, class: 'stop', role: 'group', tabindex: 0 },
      ...{ 'aria-label': nodeLabel(scene, node), 'data-source': scene.sourceIndex(node.source) },
    },
    children,
    rect(ring, 'ring', { rx: 3 }),
  );
}

function labelOf(scene: Scene, node: MapNode, x: number, y: number): Drawn {
  const over = shortageOf(scene, node);
  const indent = over > 0 ? 18 : 0;
  const width = LABELS - 10;
  return [
    text(x, y + 13, `Node ${node.id}`, 'body strong'),
    over > 0 ? icon(x, y + 19, 'error', 14) : undefined,
    text(x + indent, y + 30, stateIn(scene, node, width - indent), over > 0 ? 'strong' : 'dim'),
    scene.isDense ? undefined : reachLine(scene, node, x, y + 35, width),
  ];
}

function axis(
  { top, step, unit }: Scene,
  x: number,
  y: number,
  width: number,
  bottom: number,
): Drawn {
  const ticks: Drawn[] = [];
  for (let tick = 0; tick <= top; tick += step) {
    const at = x + (tick / top) * width;
    const words = tick === 0 ? `0 ${unit.name}` : amountIn(unit, tick);
    ticks.push(
      line(at, y + 6, at, bottom, 'grid'),
      text(at, y, words, 'tag dim', tick === 0 ? undefined : 'middle'),
    );
  }
  return ticks;
}

/** Nodes of one socket together, in the order of their first; all in one frame where no socket is known. */
function framesOf(nodes: readonly MapNode[]): readonly (readonly MapNode[])[] {
  const frames = new Map<number | undefined, MapNode[]>();
  for (const node of nodes) {
    const frame = frames.get(node.socket);
    if (frame === undefined) frames.set(node.socket, [node]);
    else frame.push(node);
  }
  return [...frames.values()];
}
