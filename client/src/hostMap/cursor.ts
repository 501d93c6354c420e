import type { MapSource, ProtocolPosition } from '../../../server/src/protocol.ts';

/**
 * The indexes of the sources at which a cursor is: the narrowest that hold it, or, where none does, those that begin in its line.
 */
export function sourcesAt(
  sources: readonly MapSource[],
  uri: string,
  cursor: ProtocolPosition,
): readonly number[] {
  const here = sources
    .map((source, index) => ({ source, index }))
    .filter((one) => one.source.uri === uri);
  const around = here.filter(
    ({ source }) => !isBefore(cursor, source.start) && !isBefore(source.end, cursor),
  );
  const innermost = around.filter(
    ({ source }) => !around.some((other) => isInside(other.source, source)),
  );
  const found =
    innermost.length > 0
      ? innermost
      : here.filter(({ source }) => source.start.line === cursor.line);
  return found.map(({ index }) => index);
}

const isBefore = (a: ProtocolPosition, b: ProtocolPosition): boolean =>
  a.line < b.line || (a.line === b.line && a.character < b.character);

/** Inside, and not the same. */
function isInside(inner: MapSource, outer: MapSource): boolean {
  const isWithin = !isBefore(inner.start, outer.start) && !isBefore(outer.end, inner.end);
  return isWithin && (isBefore(outer.start, inner.start) || isBefore(inner.end, outer.end));
}
