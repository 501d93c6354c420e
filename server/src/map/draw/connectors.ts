import { homesOf, lackOf, isApart, memoryOf, shortageOf, type Scene } from './scene.ts';
import type { Port } from './guestColumn.ts';
import type { Anchor } from './nodeRows.ts';
import { circle, icon, path, tenth, type Drawn } from './shapes.ts';

/**
 * From each cell a band to the nodes that give it memory, as broad as its share, and a wire to those on which its vCPUs run: none where
 * they may run anywhere.
 */
export function connectors(
  scene: Scene,
  ports: readonly Port[],
  anchors: ReadonlyMap<number, Anchor>,
  right: number,
): Drawn {
  const wires: Drawn[] = [];
  const bands: Drawn[] = [];
  const curve = (x: number, from: number, to: number): string => {
    const bend = (right - x) * 0.55;
    const [a, b] = [tenth(from), tenth(to)];
    return `M${tenth(x)} ${a}C${tenth(x + bend)} ${a} ${tenth(right - bend)} ${b} ${tenth(right)} ${b}`;
  };
  const whole = scene.map.focus.bytes ?? 0;
  for (const { cell, x, memory, cpu } of ports) {
    for (const id of homesOf(scene, cell)) {
      const to = anchors.get(id)?.cpu;
      if (to === undefined) continue;
      scene.signs.add('wire');
      wires.push(path(curve(x, cpu, to), 'wire'), circle(right, to, 3, 'dot'));
    }
    const split = isApart(scene, cell);
    const give = new Map<number, { bytes: number; isSure: boolean }>();
    for (const { node, bytes, spill, anywhere } of memoryOf(scene, cell)) {
      const known = give.get(node);
      give.set(node, {
        bytes: bytes + (known?.bytes ?? 0),
        isSure: (known?.isSure ?? false) || !(spill || anywhere),
      });
    }
    for (const [node, { bytes, isSure }] of give) {
      const to = anchors.get(node)?.memory;
      const its = scene.map.nodes.find(({ id }) => id === node);
      if (to === undefined || its === undefined) continue;
      scene.signs.add('band');
      const isShort = shortageOf(scene, its) > 0 && lackOf(scene.plan, its, scene.map.nodes) > 0;
      const tone = split && isSure ? ' warning' : isShort ? ' error' : '';
      const share = whole === 0 ? 0 : bytes / whole;
      bands.push(
        path(curve(x, memory, to), `band${isSure ? '' : ' dashed'}${tone}`, {
          'stroke-width': 2 + 8 * Math.min(1, share),
        }),
      );
      if (split && isSure) {
        const [cx, cy] = [(x + right) / 2, (memory + to) / 2];
        bands.push(circle(cx, cy, 11, 'paper'), icon(cx - 8, cy - 9, 'warning'));
      }
    }
  }
  return [bands, wires];
}
