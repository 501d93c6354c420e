import type { TextEdit } from './edit.ts';
import type { Place, SourceRange } from './range.ts';

/**
 * error: libvirt, QEMU or the kernel refuses, or the guest cannot fit the nodes it is bound to; warning: it starts, and
 * is endangered, slower or other than written; information: a fact worth knowing; hint: a nicety.
 */
export type Severity = 'error' | 'warning' | 'information' | 'hint';

export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/** Another place that belongs to a finding. Without `uri` it is in the same text. */
export interface Related {
  readonly range: SourceRange;
  readonly message: string;
  readonly uri?: string;
  /** With `uri`: the range with its lines, as that text is not at hand. Without it only the file is known. */
  readonly place?: Place;
}

/** A change that removes a finding. `safe`: the guest then behaves as its author evidently meant. */
export interface Fix {
  /** Imperative, no full stop: `Change the mode to 'preferred'`. */
  readonly title: string;
  readonly safe: boolean;
  readonly edits: readonly TextEdit[];
  /** A file beside the text, which is made or gets this whole text. */
  readonly writes?: { readonly uri: string; readonly text: string };
}

/** Something found while reading a text, told by the id of the rule whose page explains it. */
export interface Problem {
  readonly rule: string;
  readonly message: string;
  readonly range: SourceRange;
  readonly related?: readonly Related[];
  readonly fixes?: readonly Fix[];
  readonly severity?: Severity;
}

/** What the user sees. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly range: SourceRange;
  readonly related: readonly Related[];
  readonly fixes: readonly Fix[];
}
