import type { Problem } from '../../text/finding.ts';
import { range } from '../../text/range.ts';
import type { Distances } from '../buildTopology.ts';
import { formatCount } from '../format.ts';
import { badValue, quoted } from '../hostBlock.ts';
import { nodeId } from '../topology.ts';
import type { NodeId } from '../topology.ts';
import type { Line } from './lines.ts';

/** Reads the matrix of `numactl --hardware`, line by line. */
export interface DistanceReader {
  /** `node distances:` was read: the header comes next. */
  readonly expect: () => void;
  /** Something else was read: the matrix is over. */
  readonly end: () => void;
  /** Whether the line belonged to the matrix. Its unreadable figures are reported. */
  readonly read: (line: Line, problems: Problem[]) => boolean;
  /** The figures between these nodes; undefined when there are none. */
  readonly among: (nodes: ReadonlySet<NodeId>) => Distances | undefined;
}

/**
 * The header names the columns and the first figure of a row the row: neither is a position, since ids may have holes.
 * A 0 stands for a node that does not exist, in old releases, and is no distance.
 */
export function createDistanceReader(): DistanceReader {
  const rows = new Map<NodeId, Map<NodeId, number>>();
  let state: 'header' | 'rows' | 'none' = 'none';
  let columns: readonly number[] = [];

  const readRow = (line: Line, problems: Problem[]): boolean => {
    const head = /^\s*(\d+):/.exec(line.text);
    if (head === null) return false;
    const figures = [...line.text.slice(head[0].length).matchAll(/\S+/g)];
    const start = line.start + head[0].length;
    const row = new Map<NodeId, number>();
    figures.forEach((figure, index) => {
      const column = columns[index];
      const value = Number(figure[0]);
      const at = range(start + figure.index, start + figure.index + figure[0].length);
      if (!/^\d+$/.test(figure[0]) || value > 255)
        problems.push(badValue(at, `${quoted(figure[0])} is not a distance from 10 to 255`));
      else if (column !== undefined && value > 0) row.set(nodeId(column), value);
    });
    if (figures.length !== columns.length) {
      const at = range(line.start + head[0].search(/\d/), line.start + line.text.trimEnd().length);
      const message = `row ${head[1] ?? ''} has ${formatCount(figures.length, 'distance')}, and the heading names ${formatCount(columns.length, 'node')}`;
      problems.push(badValue(at, message));
    } else rows.set(nodeId(Number(head[1])), row);
    return true;
  };

  return {
    expect: () => {
      state = 'header';
    },
    end: () => {
      state = 'none';
    },
    read: (line, problems) => {
      if (state === 'header' && /^\s*node\s+\d[\d\s]*$/.test(line.text)) {
        columns = [...line.text.matchAll(/\d+/g)].map((match) => Number(match[0]));
        state = 'rows';
        return true;
      }
      if (state === 'rows' && readRow(line, problems)) return true;
      state = 'none';
      return false;
    },
    among: (nodes) => {
      const kept = [...rows]
        .filter(([from]) => nodes.has(from))
        .map(([from, row]) => [from, new Map([...row].filter(([to]) => nodes.has(to)))] as const);
      return kept.length === 0 ? undefined : new Map(kept);
    },
  };
}
