// What the extension and its page say to each other. Both ends are ours; the page is built anew whenever it comes into view.
import type {
  HostMapResult,
  HostMapWhatIf,
  MapSource,
  Shape,
} from '../../../server/src/protocol.ts';

export type ToPage =
  | ({ readonly kind: 'show' } & Shown)
  | { readonly kind: 'cursor'; readonly cursor: readonly number[] }
  /** To be answered by `drawn` or `undrawn`. */
  | { readonly kind: 'draw'; readonly whole: Shape; readonly as: Drawn };

export interface Shown {
  readonly result: HostMapResult;
  /** The key of the plan that the picture shows; absent: what is written. */
  readonly plan?: string;
  readonly alone: boolean;
  /** Why there is no plan of the what-if that was asked for last. */
  readonly wrong?: string;
  /** The indexes of the picture's sources at which the cursor of the editor is. */
  readonly cursor: readonly number[];
}

export type Drawn = 'svg' | 'png';

export type FromPage =
  /** The page is there, or has another width, in CSS pixels. */
  | { readonly kind: 'width'; readonly width: number }
  /** A plan to be shown; null: what is written. */
  | { readonly kind: 'plan'; readonly key: string | null }
  | { readonly kind: 'alone'; readonly alone: boolean }
  | { readonly kind: 'whatIf'; readonly whatIf: HostMapWhatIf }
  | { readonly kind: 'apply'; readonly key: string }
  /** `stays`: the focus stays in the map. */
  | { readonly kind: 'reveal'; readonly source: MapSource; readonly stays: boolean }
  | { readonly kind: 'copy'; readonly text: string }
  | { readonly kind: 'problems' }
  | { readonly kind: 'chooseHost' }
  | { readonly kind: 'captureHost' }
  | { readonly kind: 'export' }
  | { readonly kind: 'drawn'; readonly as: Drawn; readonly data: string | Uint8Array }
  /** The browser refuses. */
  | { readonly kind: 'undrawn' };

/** What the page keeps over a reload of the window, as its extension gets it back. */
export interface Kept {
  readonly uri: string;
}
