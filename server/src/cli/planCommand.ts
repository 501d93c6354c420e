import { parseIdMembers, parseIdSet } from '../host/idSet.ts';
import { nodeId, type NodeId } from '../host/topology.ts';
import type { Basis } from '../placement/landing.ts';
import { memoryMode, type MemoryMode } from '../vocabulary/values/memoryMode.ts';
import type { Inputs } from './inputs.ts';
import { Misuse, oneOf } from './misuse.ts';
import type { StatedWorld } from './surroundings.ts';

export const PLAN_FORMATS = ['human', 'json', 'markdown', 'svg'] as const;
export type PlanFormat = (typeof PLAN_FORMATS)[number];

/** Shows where the memory of guests lands on their hosts. */
export interface PlanCommand extends StatedWorld, Inputs {
  readonly kind: 'plan';
  readonly format: PlanFormat;
  /** As if this mode stood at all memory of the guests. */
  readonly mode: MemoryMode | undefined;
  /** As if these nodes did. */
  readonly nodeSet: readonly NodeId[] | undefined;
  /** The names of the guests whom mode, nodes and suggestions are about; empty: all. */
  readonly guests: readonly string[];
  readonly suggest: SuggestUse;
  readonly basis: Basis;
}

/** apply: suggestions become edits of the files, unasked only where that is said. */
export type SuggestUse = 'no' | 'show' | 'apply' | 'apply-unasked';

interface PlanValues {
  readonly format?: string | undefined;
  readonly mode?: string | undefined;
  readonly nodeset?: string | undefined;
  readonly guest?: readonly string[] | undefined;
  readonly free?: boolean | undefined;
  readonly suggest?: boolean | undefined;
  readonly apply?: boolean | undefined;
  readonly yes?: boolean | undefined;
}

/** @throws Misuse when the options do not go together */
export function readPlanCommand(
  values: PlanValues,
  stated: StatedWorld,
  inputs: Inputs,
): PlanCommand {
  const { mode, nodeset, guest = [], free = false, suggest = false } = values;
  const format = oneOf(values.format ?? 'human', PLAN_FORMATS, '--format');
  if (inputs.paths.length === 0) throw new Misuse("'plan' needs a file or a folder");
  const isWhatIf = mode !== undefined || nodeset !== undefined;
  if (guest.length > 0 && !isWhatIf && !suggest)
    throw new Misuse(
      "'--guest' needs '--mode', '--nodeset' or '--suggest': it says whom they are about",
    );
  if (suggest && isWhatIf)
    throw new Misuse("'--suggest' goes by what is written, without '--mode' and '--nodeset'");
  return {
    kind: 'plan',
    ...stated,
    schemas: 'none',
    ...inputs,
    format,
    mode:
      mode === undefined
        ? undefined
        : oneOf(mode, Object.keys(memoryMode.words) as MemoryMode[], '--mode'),
    nodeSet: nodeset === undefined ? undefined : nodesIn(nodeset),
    guests: guest,
    suggest: suggestUse(values, format, inputs),
    basis: free ? 'free' : 'total',
  };
}

function suggestUse(
  { suggest, apply, yes }: PlanValues,
  format: PlanFormat,
  { paths }: Inputs,
): SuggestUse {
  if (apply !== true) {
    if (yes === true) throw new Misuse("'--yes' needs '--apply'");
    return suggest === true ? 'show' : 'no';
  }
  if (suggest !== true) throw new Misuse("'--apply' needs '--suggest'");
  if (format !== 'human')
    throw new Misuse(`'--apply' shows a diff, which '--format ${format}' cannot`);
  if (paths.includes('-')) throw new Misuse("'--apply' cannot write standard input");
  return yes === true ? 'apply-unasked' : 'apply';
}

function nodesIn(text: string): readonly NodeId[] {
  const nodes = parseIdMembers(text).faults.length > 0 ? [] : parseIdSet(text);
  if (nodes.length > 0) return nodes.map(nodeId);
  throw new Misuse(`'${text}' is no value of '--nodeset'; it takes nodes such as 0-1,3`);
}
