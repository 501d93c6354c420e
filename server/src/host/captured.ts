import { applyEdits, modify, parseTree, findNodeAtLocation, type JSONPath } from 'jsonc-parser';
import { formatExactBytes } from './format.ts';
import { hostJson } from './hostJson.ts';
import { commandLine, type CaptureCommand } from './connectUri.ts';
import { readHostFile } from './readHostFile.ts';
import type { Bytes, HostNode, HostTopology, PagePool } from './topology.ts';

/** A command that was run, and its output, or why there is none. */
export type CapturedOutput = { readonly command: CaptureCommand } & (
  { readonly output: string } | { readonly refused: string }
);

/** What a command gave for the host file. */
export interface CaptureSource {
  readonly command: string;
  /** In the tool's own words, on one line; absent for a command that answered. */
  readonly refused?: string;
}

/**
 * The host that the outputs describe together, as after saving them one behind the other; undefined when nothing can be read from
 * them. `name` is what the host is called.
 */
export function hostOf(outputs: readonly CapturedOutput[], name: string): HostTopology | undefined {
  const text = outputs
    .flatMap((one) => ('output' in one ? [`$ ${commandLine(one.command)}\n${one.output}\n`] : []))
    .join('\n');
  const { topology } = readHostFile(text, name);
  if (topology === undefined) return undefined;
  const nodes = new Map(
    [...topology.nodes].map(([id, node]) => [id, withoutExcess(node)] as const),
  );
  return { ...topology, name, nodes };
}

/** A pool that was changed between two commands, or a driver that makes its figures up, tells of more free pages than there are. */
function withoutExcess(node: HostNode): HostNode {
  if (node.pools === undefined) return node;
  const pools = [...node.pools].map(([size, pool]): readonly [Bytes, PagePool] => {
    const { total, free } = pool;
    if (total === undefined || free === undefined || free <= total) return [size, pool];
    return [size, { size, total }];
  });
  return { ...node, pools: new Map(pools) };
}

/** The host file: our JSON, with the time of capture (ISO 8601) and what each command gave. */
export function capturedFile(
  host: HostTopology,
  capturedAt: string,
  outputs: readonly CapturedOutput[],
): string {
  const json = JSON.parse(hostJson({ ...host, capturedAt })) as object;
  const sources = outputs.map((one): CaptureSource => {
    const command = commandLine(one.command);
    return 'refused' in one ? { command, refused: one.refused } : { command };
  });
  return `${JSON.stringify({ ...json, sources }, null, 2)}\n`;
}

/**
 * A host file in our JSON with the free figures of another capture of the same host; comments, order and all else stay. undefined for
 * a text that is no such file, or one whose nodes are others.
 */
export function refreshedFile(
  text: string,
  host: HostTopology,
  capturedAt: string,
): string | undefined {
  const tree = parseTree(text, [], { allowTrailingComma: true });
  const nodes = tree === undefined ? undefined : findNodeAtLocation(tree, ['nodes']);
  if (tree?.type !== 'object' || nodes?.type !== 'array') return undefined;
  const changes: [JSONPath, unknown][] = [[['capturedAt'], capturedAt]];
  for (const [index] of (nodes.children ?? []).entries()) {
    const id: unknown = findNodeAtLocation(tree, ['nodes', index, 'id'])?.value;
    const node = [...host.nodes.values()].find((one) => one.id === id);
    if (node === undefined) return undefined;
    if (node.free !== undefined)
      changes.push([['nodes', index, 'free'], formatExactBytes(node.free)]);
    const pools = findNodeAtLocation(tree, ['nodes', index, 'hugepages'])?.children ?? [];
    for (const [at] of pools.entries()) {
      const size: unknown = findNodeAtLocation(tree, [
        'nodes',
        index,
        'hugepages',
        at,
        'size',
      ])?.value;
      const pool = [...(node.pools?.values() ?? [])].find(
        (one) => formatExactBytes(one.size) === size,
      );
      if (pool?.free !== undefined)
        changes.push([['nodes', index, 'hugepages', at, 'free'], pool.free]);
    }
  }
  // A value in the place of another leaves its line as it is written; a new one is put on a line of its own.
  const options = (path: JSONPath) =>
    findNodeAtLocation(tree, path) === undefined
      ? { formattingOptions: { insertSpaces: true, tabSize: 2 } }
      : {};
  return changes.reduce(
    (current, [path, value]) => applyEdits(current, modify(current, path, value, options(path))),
    text,
  );
}
