import { hostFileName } from '../analysis/hostFiles.ts';
import { LineIndex } from '../text/lineIndex.ts';
import type { Place, SourceRange } from '../text/range.ts';
import type { ElementSource } from '../xml/source.ts';
import type { MapHostFile } from './ground.ts';
import type { MapSource } from './model.ts';

/** The place of a range in one document. */
export type SourceOf = (range: SourceRange) => MapSource;

/** @param text the document's: the ranges are offsets in it */
export function sourcesIn(uri: string, text: string): SourceOf {
  const lines = new LineIndex(text);
  return (range) => sourceAt(uri, lines.placeOf(range));
}

/** A place in a document that is not at hand. */
export function sourceAt(uri: string, place: Omit<Place, 'start' | 'end'>): MapSource {
  const { line, character, endLine, endCharacter } = place;
  return {
    uri,
    start: { line, character },
    end: { line: endLine, character: endCharacter },
    label: `${hostFileName(readable(uri))}:${line + 1}`,
  };
}

/** What stands for an element: all of it, or its start tag where it holds most of the document. */
export function elementRange({ whole, startTag }: ElementSource): SourceRange {
  return whole.end - whole.start > LONGEST ? startTag : whole;
}

const LONGEST = 1000;

/** Where a host file speaks of a node, as far as its lines tell; the first file that does. */
export function nodeSources(files: readonly MapHostFile[]): ReadonlyMap<number, MapSource> {
  const found = new Map<number, MapSource>();
  for (const { uri, text } of files) {
    let sourceOf: SourceOf | undefined;
    for (const match of text.matchAll(NODE)) {
      const id = Number(match[1] ?? match[2] ?? match[3] ?? match[4]);
      if (found.has(id)) continue;
      sourceOf ??= sourcesIn(uri, text);
      found.set(id, sourceOf({ start: match.index, end: match.index + match[0].length }));
    }
  }
  return found;
}

/** As numactl, virsh capabilities, lstopo, our JSON, and paths of sysfs call a node. */
const NODE =
  /^node (\d{1,5}) (?:cpus|size)\b|<cell id=["'](\d{1,5})["']|type="NUMANode"[^>]{0,80} os_index="(\d{1,5})"|\{\s*"id":\s*(\d{1,5})\b/gm;

function readable(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}
