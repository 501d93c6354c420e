import type { Node } from 'jsonc-parser';
import type { Problem } from '../../../text/finding.ts';
import { range } from '../../../text/range.ts';
import type { SourceRange } from '../../../text/range.ts';
import { quoted } from '../../hostBlock.ts';
import { closest } from '../../../text/closest.ts';

/** A piece of JSON under reading. Ranges are those of the whole file. */
export interface JsonReading {
  readonly text: string;
  /** Where the text begins in the file. */
  readonly base: number;
  readonly problems: Problem[];
  /** The family of the rules that speak: `config` for a project's configuration. Default `host`. */
  readonly family?: 'host' | 'config';
}

/** The place of a node in the file. */
export function rangeOf({ base }: JsonReading, node: Node): SourceRange {
  return range(base + node.offset, base + node.offset + node.length);
}

/** A node as it is written, for messages. */
function written({ text }: JsonReading, node: Node): string {
  const inQuotes = quoted(text.slice(node.offset, node.offset + Math.min(node.length, 100)));
  return node.type === 'string' ? inQuotes.slice(1, -1) : inQuotes;
}

/** Reports that a value is bad: the value as written, and what is said of it. */
export function refuse(reading: JsonReading, node: Node, wrong: string): void {
  const message = `${written(reading, node)} ${wrong}`;
  tell(reading, 'bad-value', node, message);
}

/** Reports at a node under a rule of the reading's family. */
export function tell(reading: JsonReading, rule: string, node: Node, message: string): void {
  const { problems, family = 'host' } = reading;
  problems.push({ rule: `${family}/${rule}`, range: rangeOf(reading, node), message });
}

/** The members of an object by key. Unknown and doubled keys are reported; of doubled ones the first counts. */
export function readMembers(
  reading: JsonReading,
  node: Node,
  keys: readonly string[],
  owner: string,
): ReadonlyMap<string, Node> | undefined {
  if (node.type !== 'object') {
    refuse(reading, node, `is not an object; ${owner} is one`);
    return undefined;
  }
  const members = new Map<string, Node>();
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? [];
    if (key === undefined || value === undefined) continue;
    const name = String(key.value);
    if (!keys.includes(name)) reportUnknown(reading, key, name, keys, owner);
    else if (members.has(name)) refuse(reading, key, 'is stated twice; the first counts');
    else members.set(name, value);
  }
  return members;
}

/** The elements of an array. */
export function readElements(
  reading: JsonReading,
  node: Node,
  what: string,
): readonly Node[] | undefined {
  if (node.type !== 'array') {
    refuse(reading, node, `is not a list; write ${what}`);
    return undefined;
  }
  return node.children ?? [];
}

function reportUnknown(
  reading: JsonReading,
  key: Node,
  name: string,
  keys: readonly string[],
  owner: string,
): void {
  if (reading.problems.length > ENOUGH_PROBLEMS) return;
  const meant = closest(name, keys);
  const hint = meant === undefined ? `${owner} has ${keys.join(', ')}` : `did you mean '${meant}'?`;
  tell(reading, 'unknown-key', key, `unknown key ${quoted(name)}; ${hint}`);
}

/** Beyond as many findings nobody sees the next, and looking for what was meant would take long. */
const ENOUGH_PROBLEMS = 1000;
