import type { Node } from 'jsonc-parser';
import { refuse, type JsonReading } from '../host/importers/json/jsonObject.ts';

/** A member of an object whose keys are the user's own. */
export interface Member {
  readonly name: string;
  readonly key: Node;
  readonly value: Node;
}

/** The members in the order of the text; of doubled keys the first counts, and the other is told. Nothing for no node. */
export function readMembersAnyKey(
  reading: JsonReading,
  node: Node | undefined,
  owner: string,
): readonly Member[] {
  if (node === undefined) return [];
  if (node.type !== 'object') {
    refuse(reading, node, `is not an object; ${owner} is one`);
    return [];
  }
  const members = new Map<string, Member>();
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? [];
    if (key === undefined || value === undefined) continue;
    const name = String(key.value);
    if (members.has(name)) refuse(reading, key, 'is stated twice; the first counts');
    else members.set(name, { name, key, value });
  }
  return [...members.values()];
}
