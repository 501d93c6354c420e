import type { MapNode } from '../model.ts';
import { amountIn } from './amounts.ts';
import { firstThatFits, fit } from './lettering.ts';
import { cellOf, distanceOf, isApart, LOCAL, shortageOf, usedOf, type Scene } from './scene.ts';
import { icon, text, type Drawn } from './shapes.ts';

/** `22.4 GiB short`, `15 of 16 free`, `no memory`. */
export function stateOf(scene: Scene, node: MapNode, unit = ''): string {
  const { total } = node;
  if (total === undefined) return 'size not known';
  if (total === 0) return 'memory-less';
  const over = shortageOf(scene, node);
  const amount = (bytes: number): string => amountIn(scene.unit, bytes);
  if (over > 0) return `${amount(over)} ${scene.unit.name} short`;
  return `${amount(Math.max(0, total - usedOf(scene, node)))} of ${amount(total)}${unit} free`;
}

/** The same as short as there is room for. */
export function stateIn(scene: Scene, node: MapNode, width: number): string {
  const state = stateOf(scene, node);
  return firstThatFits([state, state.replace(' of ', '/')], width) ?? fit(state, width);
}

/** How far the memory of the guest in focus on this node is from its vCPUs: `local`, `distance 21`; empty where nobody knows. */
export function reachOf(scene: Scene, node: MapNode): string {
  const distances = new Set(
    scene.plan.landing
      .filter((chunk) => chunk.node === node.id)
      .map((chunk) => distanceOf(scene, chunk)),
  );
  return [...distances]
    .filter((one) => one !== undefined)
    .map((one) => (one === LOCAL ? 'local' : `distance ${one}`))
    .join(', ');
}

/** The same as a line, with a warning where a cell's memory and vCPUs have parted. */
export function reachLine(scene: Scene, node: MapNode, x: number, y: number, width: number): Drawn {
  const far = reachOf(scene, node);
  if (far === '') return undefined;
  const isSplit = scene.plan.landing.some((chunk) => {
    const cell = chunk.node === node.id && !chunk.spill ? cellOf(scene, chunk) : undefined;
    return cell !== undefined && isApart(scene, cell);
  });
  const indent = isSplit ? 18 : 0;
  const room = width - indent + 6;
  const words = firstThatFits([`${scene.map.focus.name}: ${far}`, far], room) ?? fit(far, room);
  return [
    isSplit ? icon(x, y, 'warning', 14) : undefined,
    text(x + indent, y + 11, words, isSplit ? 'strong' : 'dim'),
  ];
}

/** `socket 0`; empty where no source says which. */
export const sayNodeSocket = ({ socket }: MapNode): string =>
  socket === undefined ? '' : `socket ${socket}`;

/** What a screen reader says of a node as a whole. */
export const nodeLabel = (scene: Scene, node: MapNode): string =>
  [`Node ${node.id}`, sayNodeSocket(node)].filter((words) => words !== '').join(', ') +
  `: ${stateOf(scene, node, ` ${scene.unit.name}`)}`;
