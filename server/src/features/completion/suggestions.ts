import type { Element } from '@xmldom/xmldom';
import type { Suggestion, Surroundings, ValueType } from '../../vocabulary/define.ts';
import { cell } from '../../vocabulary/guestCells.ts';
import type { VocabularyNode } from '../../vocabulary/tree.ts';
import { sizeUnit } from '../../vocabulary/values/size.ts';
import { childrenNamed } from '../../xml/walk.ts';

/** A value that is to be written: of which type, in which attribute (undefined for the element's text), of which element. */
export interface Wanted {
  readonly type: ValueType<unknown>;
  readonly node: VocabularyNode;
  readonly name?: string;
  readonly parent: Element | null;
  /** undefined while the element is not there yet. */
  readonly element?: Element;
  readonly around: Surroundings;
}

/** What the type suggests, without what the element's siblings have already, and in the element's unit. */
export function suggestionsFor(wanted: Wanted): readonly Suggestion[] {
  const { type, node, name, around } = wanted;
  const all =
    node.definition === cell && name === 'id' ? cellNumbers(wanted) : type.suggest(around);
  const used = usedBySiblings(wanted);
  const free = all.filter(({ text }) => !used.has(text));
  return name === 'unit' ? free : inUnitOf(wanted, free);
}

/** Attributes that tell an element from its siblings of the same name. */
const KEYS: ReadonlySet<string> = new Set(['cellid', 'vcpu', 'iothread', 'id']);

function usedBySiblings({ node, name, parent, element }: Wanted): ReadonlySet<string> {
  if (name === undefined || parent === null || !node.repeatable || !KEYS.has(name))
    return new Set();
  const siblings = childrenNamed(parent, node.definition.name).filter((one) => one !== element);
  return new Set(siblings.flatMap((one) => one.getAttribute(name) ?? []));
}

/** A cell's own number: cells are numbered from 0 without a gap. */
function cellNumbers({ parent, node, element }: Wanted): Suggestion[] {
  const count = parent === null ? 0 : childrenNamed(parent, node.definition.name).length;
  const last = element === undefined ? count : count - 1;
  return Array.from({ length: Math.max(last + 1, 1) }, (_, id) => ({
    text: String(id),
    detail: `guest cell ${id}`,
  }));
}

/** Sizes are suggested in KiB; where the element states another unit, those that are whole numbers of it are left. */
function inUnitOf(
  { node, element }: Wanted,
  suggestions: readonly Suggestion[],
): readonly Suggestion[] {
  const hasUnit = node.definition.attributes['unit']?.type === sizeUnit;
  const written = hasUnit ? element?.getAttribute('unit') : undefined;
  if (written === undefined || written === null || suggestions.length === 0) return suggestions;
  const range = { start: 0, end: 0 };
  const factor = sizeUnit.parse(written, () => range).value?.factor;
  if (factor === undefined) return suggestions;
  return suggestions.flatMap((suggestion) => {
    if (!/^\d+$/.test(suggestion.text)) return [suggestion];
    const bytes = BigInt(suggestion.text) * 1024n;
    return bytes % factor === 0n ? [{ ...suggestion, text: String(bytes / factor) }] : [];
  });
}
