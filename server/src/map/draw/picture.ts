import type { MapSource } from '../model.ts';
import type { Shape } from './shape.ts';

/**
 * A host map as drawn for a panel of one width: what an administrator sees, in parts, so that the controls between them can be those of
 * the panel. Plain JSON. Every part of a drawing that says something is a `g` of class `spot`: its `aria-label` is its sentence,
 * `data-source` the index of what it leads to in `sources`, `data-guest` the letter of the guest whose it is (`A`: the guest in focus).
 * A node is a `g` of class `stop` with `tabindex` 0; the spots inside it stand in lines (`data-line`: `bar` and `cpus`), for the arrow keys.
 * Ids are unique over all parts, and stay the same from one picture of a map to the next.
 */
export interface MapPicture {
  /** The guests, the nodes and what connects them: an `svg` element, which also holds the patterns that all parts are filled with. */
  readonly map: Shape;
  /** So many cards stand beside each other, 16 CSS pixels apart and with 14 inside their edges. */
  readonly columns: number;
  /** How each plan fills the nodes: `svg` elements in the order of the plans. Empty in panels too narrow for them. */
  readonly cards: readonly Shape[];
  /** An `svg` element; absent where distances are not known, and in panels too narrow for them. */
  readonly distances?: Shape;
  /** An `svg` element: the signs that the map uses. */
  readonly legend: Shape;
  /** The same figures as rows of words; the first has the heads. */
  readonly table: readonly (readonly string[])[];
  /** `3 nodes · 30 CPUs · 47 GiB`. */
  readonly facts: string;
  /** Where the figures are from, and that they are a model's: one or two sentences. */
  readonly origin: string;
  /** What the parts lead to. */
  readonly sources: readonly MapSource[];
  /** The style sheet of the shapes: theme colours are the variables that VS Code gives to its panels (`--vscode-charts-blue`). */
  readonly style: string;
}
