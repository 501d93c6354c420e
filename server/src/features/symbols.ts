import type { Element } from '@xmldom/xmldom';
import type { Analysis } from '../analysis/analyze.ts';
import type { SourceRange } from '../text/range.ts';
import { sourceOf } from '../xml/source.ts';
import { childElements } from '../xml/walk.ts';
import { labelOf } from './symbols/label.ts';

/** An element in the outline of a document. */
export interface DocumentSymbol {
  /** As an administrator calls it: `disk vda`, `cell 0`. Never empty. */
  readonly name: string;
  /** What it is made of: `/var/lib/libvirt/images/vm1.qcow2`, `4 GiB · vCPUs 0-3`; '' for nothing. */
  readonly detail: string;
  readonly kind: 'document' | 'group' | 'thing' | 'value';
  readonly range: SourceRange;
  /** The name in the start tag; in `range`. */
  readonly nameRange: SourceRange;
  readonly children: readonly DocumentSymbol[];
}

/** No more are listed, and none that stand deeper. */
const MOST = 5000;
const DEEPEST = 40;

/** The elements of a libvirt document as a tree; none where another extension serves it. */
export function symbolsOf({ parsed, world }: Analysis): readonly DocumentSymbol[] {
  const root = parsed.document.documentElement;
  if (root === null || world.isServedElsewhere === true) return [];
  return [symbolOf(root, { left: MOST }, 0)];
}

function symbolOf(element: Element, budget: { left: number }, depth: number): DocumentSymbol {
  budget.left--;
  const below = depth < DEEPEST ? childElements(element) : [];
  const { name, detail } = labelOf(element, below);
  const children: DocumentSymbol[] = [];
  for (const child of below) {
    if (budget.left <= 0) break;
    children.push(symbolOf(child, budget, depth + 1));
  }
  const { whole, name: nameRange } = sourceOf(element);
  return { name, detail, kind: kindOf(element, below.length), range: whole, nameRange, children };
}

function kindOf({ parentElement }: Element, children: number): DocumentSymbol['kind'] {
  if (parentElement === null) return 'document';
  if (parentElement.tagName === 'devices') return 'thing';
  return children > 0 ? 'group' : 'value';
}
