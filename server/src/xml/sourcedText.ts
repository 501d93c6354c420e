import type { ValueSource } from './source.ts';

/** A value and the place where it was written. */
export interface SourcedText {
  readonly value: string;
  readonly source: ValueSource;
}

/** Pieces that stand apart in the source as one text. */
export function joined(pieces: readonly SourcedText[]): SourcedText {
  const map: number[] = [];
  let end = 0;
  for (const { value, source } of pieces) {
    for (let i = 0; i < value.length; i++) map.push(source.map?.[i] ?? source.range.start + i);
    end = source.map?.[value.length] ?? source.range.end;
  }
  map.push(end);
  const unevaluated = pieces.some(({ source }) => source.unevaluated === true);
  const value = pieces.map((piece) => piece.value).join('');
  const range = { start: map[0] ?? end, end };
  return { value, source: { range, map, ...(unevaluated ? { unevaluated } : {}) } };
}
