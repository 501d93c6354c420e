import type { XmlLimits } from './limits.ts';
import { maskPlaceholders, type Placeholder } from './placeholders.ts';
import type { ProblemList } from './problemList.ts';
import { problemList, report } from './problemList.ts';
import type { Scan } from './scan.ts';
import { startScan } from './scan.ts';

/** Everything that changes while one text is read. */
export interface Reading {
  readonly scan: Scan;
  readonly problems: ProblemList;
  readonly limits: XmlLimits;
  /** Of a template, in order. */
  readonly placeholders: readonly Placeholder[];
  /** Those that stand in comments and CDATA sections. */
  readonly commented: Set<Placeholder>;
  readonly elementNames: Set<string>;
  nodes: number;
  /** A DOCTYPE was seen: entities may be declared, and nobody here knows how. */
  doctype: boolean;
  unevaluated: boolean;
  /** Prefixes that were reported as bound to nothing: each is one finding. */
  readonly unbound: Set<string>;
  /** The rest of the text is not read: a limit was reached, or a second root began. */
  stopped: boolean;
}

export function startReading(text: string, limits: XmlLimits): Reading {
  const masked = maskPlaceholders(text);
  return {
    scan: startScan(masked.text),
    placeholders: masked.placeholders,
    commented: new Set(),
    problems: problemList(limits.problems),
    limits,
    elementNames: new Set(),
    nodes: 0,
    doctype: false,
    unevaluated: false,
    unbound: new Set(),
    stopped: false,
  };
}

/** Counts a node, and stops the reading at the limit. @returns whether the node may be kept */
export function countNode(reading: Reading, at: number): boolean {
  if (reading.nodes < reading.limits.nodes) {
    reading.nodes++;
    return true;
  }
  if (!reading.stopped) {
    reading.stopped = true;
    report(
      reading.problems,
      'too-many-nodes',
      { start: at, end: at },
      `more than ${reading.limits.nodes} elements, attributes and texts; the rest of the file is not checked`,
    );
  }
  return false;
}
