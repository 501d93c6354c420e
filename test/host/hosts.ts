import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readHostFile } from '../../server/src/host/readHostFile.ts';
import type { HostTopology } from '../../server/src/host/topology.ts';

/** A file of test/hosts. */
export function hostText(path: string): string {
  return readFileSync(join('test/hosts', path), 'utf8');
}

/** The host that a text describes without any finding. */
export function hostOf(text: string, name = 'host.txt'): HostTopology {
  const { topology, problems } = readHostFile(text, name);
  assert.deepEqual(problems, []);
  assert.ok(topology, 'no host was read');
  return topology;
}

/** What is found in a text: the words it stands on, the rule and the message. */
export function found(text: string, name = 'host.txt'): readonly (readonly string[])[] {
  const { problems } = readHostFile(text, name);
  return problems.map(({ range, rule, message }) => [
    text.slice(range.start, range.end),
    rule,
    message,
  ]);
}

export const KIB = 1n << 10n;
export const MIB = 1n << 20n;
export const GIB = 1n << 30n;
