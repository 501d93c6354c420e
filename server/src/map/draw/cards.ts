import type { MapNode, MapPlan } from '../model.ts';
import { amountIn } from './amounts.ts';
import { lackOf, type Scene } from './scene.ts';
import type { Shape } from './shape.ts';
import { rect, sum, svg, text } from './shapes.ts';

/** How a plan fills the nodes that have memory: small bars with their amounts, on the scale of all plans. */
export function cardOf(scene: Scene, plan: MapPlan, width: number): Shape {
  const { map, unit, isDense, top } = scene;
  const nodes = map.nodes.filter(({ total }) => total !== undefined && total > 0);
  const step = isDense ? 16 : 20;
  const height = step - 8;
  const px = (bytes: number): number => (bytes / top) * (width - LEFT - RIGHT);
  const drawn = nodes.map((node, i) => {
    const y = 2 + i * step;
    const baseline = y + height - (isDense ? 0.5 : 1.7);
    const total = node.total ?? 0;
    const mine = plan.landing.filter((chunk) => chunk.node === node.id);
    const lack = lackOf(plan, node, map.nodes);
    const taken = sum(mine.map(({ bytes }) => bytes));
    const start =
      Math.max(0, total - node.reserve - taken) === 0 ? Math.max(0, total - taken) : node.reserve;
    let at = LEFT + px(start);
    const boxes = mine.map(({ bytes, spill, anywhere }) => {
      const box = { x: at, y, width: px(bytes), height };
      at += box.width;
      const kind = spill ? 'spill' : anywhere ? 'anywhere' : 'own';
      scene.signs.add(kind);
      return rect(box, kind);
    });
    const asked = taken + lack;
    const about = mine.some(({ anywhere }) => anywhere) ? '~' : '';
    return [
      text(6, baseline, node.id, 'dim', 'middle'),
      rect({ x: LEFT, y, width: px(total), height }, 'edge'),
      node.reserve > 0
        ? rect({ x: LEFT, y, width: px(node.reserve), height }, 'reserve')
        : undefined,
      boxes,
      lack > unit.bytes / 20
        ? rect({ x: LEFT + px(total), y, width: px(lack), height }, 'over')
        : undefined,
      text(
        width,
        baseline,
        asked === 0 ? '–' : `${about}${amountIn(unit, asked)}`,
        asked === 0 ? 'dim' : undefined,
        'end',
      ),
    ];
  });
  return svg(width, 2 + nodes.length * step, sayCard(scene, nodes, plan), drawn);
}

const LEFT = 20;
const RIGHT = 56;

/** `node 0: 13, node 1: 15 GiB`: the same for those who do not see it. */
function sayCard({ unit, map }: Scene, nodes: readonly MapNode[], plan: MapPlan): string {
  const words = nodes.flatMap((node) => {
    const mine = plan.landing.filter((chunk) => chunk.node === node.id);
    const bytes = sum(mine.map((chunk) => chunk.bytes)) + lackOf(plan, node, map.nodes);
    return bytes === 0 ? [] : [`node ${node.id}: ${amountIn(unit, bytes)} ${unit.name}`];
  });
  return words.length === 0 ? 'no memory is taken' : words.join(', ');
}
