import type { Pattern } from '../pattern/pattern.ts';
import type { Reading } from './reading.ts';
import type { SchemaElement } from './schemaElement.ts';

/**
 * The place in the schema that writes a pattern, sought from some elements on through what they refer to, in the order of a reader.
 * @param nth of several such places the one that is meant, from 0; the last there is where there are fewer
 */
export function placeOf(
  reading: Reading,
  from: readonly SchemaElement[],
  pattern: Pattern,
  nth: number,
): { readonly element: SchemaElement; readonly file: string | undefined } | undefined {
  const pending = from.toReversed();
  let steps = 0;
  let found: SchemaElement | undefined;
  let left = nth;
  for (let element = pending.pop(); element !== undefined; element = pending.pop()) {
    const meant = reading.meant.get(element);
    if (meant === undefined && writes(reading, element, pattern)) {
      found = element;
      if (left-- === 0) break;
    }
    if (++steps > MOST_STEPS) break;
    if (element.name === 'element') continue;
    pending.push(...(meant ?? element.children).toReversed());
  }
  return found && { element: found, file: fileOf(reading, found) };
}

/** A definition that is referred to many times over is gone through as often. */
const MOST_STEPS = 20_000;

/** The element is the outermost that writes it: `<optional>` and the like change the pattern, groups of one do not. */
function writes(reading: Reading, element: SchemaElement, pattern: Pattern): boolean {
  return (
    reading.made.get(element) === pattern &&
    !element.children.some((child) => reading.made.get(child) === pattern)
  );
}

function fileOf({ files }: Reading, element: SchemaElement): string | undefined {
  for (const [file, root] of files) {
    const pending = root === undefined ? [] : [root];
    for (let one = pending.pop(); one !== undefined; one = pending.pop()) {
      if (one === element) return file;
      pending.push(...one.children);
    }
  }
  return undefined;
}
