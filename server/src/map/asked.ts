import type { HostTopology, NodeId } from '../host/topology.ts';
import type { Proposal } from '../placement/proposal.ts';
import { listed, numbered, verb } from '../rules/words.ts';
import { memoryMode, type MemoryMode } from '../vocabulary/values/memoryMode.ts';
import { hostNodeSet } from '../vocabulary/values/sets.ts';

/** A mode and nodes that somebody asks for, as text. */
export interface AskedWhatIf {
  readonly mode: string;
  readonly nodeset: string;
}

/** The modes that may be asked for. */
export const MODES = Object.keys(memoryMode.words) as readonly MemoryMode[];

/** What is asked, or in one sentence why nothing can be said of it. */
export function readAsked(
  { mode, nodeset }: AskedWhatIf,
  host: HostTopology,
): Proposal | { readonly problem: string } {
  const wanted = MODES.find((one) => one === mode);
  if (wanted === undefined) {
    const words = listed(MODES).replace(/ and (?=\w+$)/, ' or ');
    return { problem: `'${mode.slice(0, SHOWN)}' is no memory mode: ${words}` };
  }
  if (nodeset.length > LENGTH_LIMIT) return { problem: 'the node set is too long' };
  const { value, problems } = hostNodeSet.parse(nodeset, (start, end) => ({ start, end }));
  const [problem] = problems;
  if (value === undefined || problem !== undefined)
    return { problem: problem?.message ?? `'${nodeset.slice(0, SHOWN)}' names no node` };
  const absent = value.size > ABSENT_LIMIT ? undefined : value.values.filter(isAbsent(host));
  if (absent === undefined || absent.length > 0) {
    const who =
      absent === undefined
        ? 'most of these nodes do'
        : `${numbered('node', absent)} ${does(absent)}`;
    const all = [...host.nodes.keys()];
    return {
      problem: `${who} not exist on this host; it has ${numbered('node', all)}`,
    };
  }
  return { mode: wanted, nodes: value.values, cells: undefined };
}

const LENGTH_LIMIT = 1000;
const SHOWN = 40;
const ABSENT_LIMIT = 1024;

const does = (nodes: readonly NodeId[]): string => verb(nodes, 'does', 'do');
const isAbsent =
  ({ nodes }: HostTopology) =>
  (node: NodeId): boolean =>
    !nodes.has(node);
