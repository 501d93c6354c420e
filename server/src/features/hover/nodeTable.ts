import { UNNAMED_HOST } from '../../host/hostName.ts';
import { formatBytes, formatIdSet } from '../../host/format.ts';
import { nearestNodes } from '../../host/queries.ts';
import type { HostTopology, NodeId } from '../../host/topology.ts';
import { escapeMarkdown, table } from '../markdown.ts';
import { counted } from './words.ts';

const MOST_ROWS = 16;
const MOST_DISTANCES = 8;
const NEIGHBOURS = 4;

/**
 * What is known of exactly these host nodes: total, free as a snapshot, CPUs, and the distances between them, or to the
 * nearest others for a node alone. Under the table stands which host it is.
 */
export function nodeTable(host: HostTopology, nodes: readonly NodeId[]): string {
  const shown = nodes.slice(0, MOST_ROWS);
  const others = distancesTo(host, nodes);
  const rows = shown.map((id) => {
    const node = host.nodes.get(id);
    if (node === undefined) return [String(id), '*does not exist*'];
    const { total, free, cpus } = node;
    return [
      String(id),
      total === undefined ? '' : total === 0n ? '*no memory*' : formatBytes(total),
      free === undefined || total === 0n ? '' : formatBytes(free),
      cpus === undefined ? '' : cpus.length === 0 ? '*none*' : formatIdSet(cpus),
      others(id),
    ];
  });
  const left = nodes.length - shown.length;
  return [
    table(
      [
        { title: 'host node', align: 'right' },
        { title: 'memory', align: 'right' },
        { title: 'free (snapshot)', align: 'right' },
        { title: 'CPUs' },
        { title: 'distance' },
      ],
      rows,
    ),
    '',
    `${left > 0 ? `and ${counted(left, 'more node')}; ` : ''}${hostLine(host)}`,
  ].join('\n');
}

/** `host **article**, as of …` or `this host`: whose figures these are. */
export function hostLine({ name, capturedAt }: HostTopology): string {
  const when = capturedAt === undefined ? '' : `, as of ${escapeMarkdown(capturedAt)}`;
  return `${name === UNNAMED_HOST ? name : `host **${escapeMarkdown(name)}**`}${when}`;
}

/** Says the distances of one node: to the set's other nodes, or to its nearest neighbours. */
function distancesTo(host: HostTopology, nodes: readonly NodeId[]): (from: NodeId) => string {
  const { distances } = host;
  if (distances === undefined || nodes.length > MOST_DISTANCES) return () => '';
  return (from) => {
    const others = nodes.length > 1 ? nodes : nearestNodes(host, [from]).slice(0, NEIGHBOURS);
    return others
      .filter((to) => to !== from)
      .flatMap((to) => {
        const distance = distances.get(from)?.get(to);
        return distance === undefined ? [] : [`${distance} to node ${to}`];
      })
      .join(', ');
  };
}
