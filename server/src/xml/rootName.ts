import { XML_LIMITS } from './limits.ts';
import { startNesting } from './nesting.ts';
import { startReading } from './reading.ts';
import { readPiece, startOutside } from './tree.ts';

/** How far `rootName` looks, in UTF-16 units. */
export const ROOT_LOOK = 64 * 1024;

/**
 * The local name of a text's root element, found as `parseXml` would, but without reading further; undefined if no
 * element begins in the first `ROOT_LOOK` units.
 */
export function rootName(text: string): string | undefined {
  const head = text.length > ROOT_LOOK ? text.slice(0, ROOT_LOOK) : text;
  const reading = startReading(head, { ...XML_LIMITS, problems: 0 });
  const nesting = startNesting();
  const outside = startOutside();
  while (nesting.root === undefined && reading.scan.pos < head.length)
    readPiece(reading, nesting, outside);
  const name = nesting.root?.name;
  return name?.slice(name.indexOf(':') + 1);
}
