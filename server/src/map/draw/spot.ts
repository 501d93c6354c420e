import type { MapSource } from '../model.ts';
import type { Scene } from './scene.ts';
import type { Shape } from './shape.ts';
import { rect, shape, type Box, type Drawn } from './shapes.ts';

export interface SpotOf {
  /** Unique in the picture, and the same in the next one. */
  readonly id: string;
  readonly box: Box;
  /** One whole sentence: the tooltip, and what a screen reader says. */
  readonly label: string;
  readonly source?: MapSource | undefined;
  /** The letter of the guest whose part it is. */
  readonly guest?: string | undefined;
  /** The line of a node in which arrow keys find it; a spot without one is a tab stop of its own. */
  readonly line?: 'bar' | 'cpus';
  /** There is a bar at its left for where the cursor is. */
  readonly hasBar?: boolean;
}

/** A part that says something and leads to its source. */
export function spot(scene: Scene, of: SpotOf, ...children: Drawn[]): Shape {
  const { id, box, label, source, guest, line, hasBar = false } = of;
  const ring = { x: box.x - 1.5, y: box.y - 1.5, width: box.width + 3, height: box.height + 3 };
  return shape(
    'g',
    {
      ...{ id, class: 'spot', tabindex: line === undefined ? 0 : -1 },
      role: source === undefined ? 'img' : 'link',
      'aria-label': label,
      'data-source': scene.sourceIndex(source),
      'data-guest': guest,
      'data-line': line,
    },
    children,
    hasBar ? rect({ ...box, width: 3 }, 'cursor') : undefined,
    rect(ring, 'ring', { rx: 2 }),
  );
}
