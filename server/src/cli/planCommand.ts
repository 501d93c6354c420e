import { parseIdMembers, parseIdSet } from '../host/idSet.ts';
import { nodeId, type NodeId } from '../host/topology.ts';
import type { Basis } from '../placement/landing.ts';
import { memoryMode, type MemoryMode } from '../vocabulary/values/memoryMode.ts';
import type { Inputs } from './inputs.ts';
import { Misuse, oneOf } from './misuse.ts';
import type { StatedWorld } from './surroundings.ts';

export const PLAN_FORMATS = ['human', 'json', 'markdown'] as const;
export type PlanFormat = (typeof PLAN_FORMATS)[number];

/** Shows where the memory of guests lands on their hosts. */
export interface PlanCommand extends StatedWorld, Inputs {
  readonly kind: 'plan';
  readonly format: PlanFormat;
  /** As if this mode stood at all memory of the guests. */
  readonly mode: MemoryMode | undefined;
  /** As if these nodes did. */
  readonly nodeSet: readonly NodeId[] | undefined;
  /** The names of the guests whom mode and nodes are about; empty: all. */
  readonly guests: readonly string[];
  readonly basis: Basis;
}

interface PlanValues {
  readonly format?: string | undefined;
  readonly mode?: string | undefined;
  readonly nodeset?: string | undefined;
  readonly guest?: readonly string[] | undefined;
  readonly free?: boolean | undefined;
}

/** @throws Misuse when the options do not go together */
export function readPlanCommand(
  { format = 'human', mode, nodeset, guest = [], free = false }: PlanValues,
  stated: StatedWorld,
  inputs: Inputs,
): PlanCommand {
  if (inputs.paths.length === 0) throw new Misuse("'plan' needs a file or a folder");
  if (guest.length > 0 && mode === undefined && nodeset === undefined)
    throw new Misuse("'--guest' needs '--mode' or '--nodeset': it says whom they are about");
  return {
    kind: 'plan',
    ...stated,
    schemas: 'none',
    ...inputs,
    format: oneOf(format, PLAN_FORMATS, '--format'),
    mode:
      mode === undefined
        ? undefined
        : oneOf(mode, Object.keys(memoryMode.words) as MemoryMode[], '--mode'),
    nodeSet: nodeset === undefined ? undefined : nodesIn(nodeset),
    guests: guest,
    basis: free ? 'free' : 'total',
  };
}

function nodesIn(text: string): readonly NodeId[] {
  const nodes = parseIdMembers(text).faults.length > 0 ? [] : parseIdSet(text);
  if (nodes.length > 0) return nodes.map(nodeId);
  throw new Misuse(`'${text}' is no value of '--nodeset'; it takes nodes such as 0-1,3`);
}
