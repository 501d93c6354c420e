import { writeValue } from '../domain/edit.ts';
import type { DomainModel, Memnode, NumatuneMemory } from '../domain/model.ts';
import { effectiveMode } from '../domain/policy.ts';
import { severalPreferred } from '../domain/versions.ts';
import { rebound } from '../domain/whatIf.ts';
import { formatIdSet } from '../host/format.ts';
import type { NodeId, Versions } from '../host/topology.ts';
import { harmless, judgementsFor, type Situation } from '../placement/hazards.ts';
import type { Fix } from '../text/finding.ts';
import type { MemoryMode } from '../vocabulary/values/memoryMode.ts';
import { listed } from './words.ts';

type Binder = NumatuneMemory | Memnode;

/** A fix and what it would make of the domain. */
export interface Proposal {
  readonly fix: Fix;
  readonly after: DomainModel;
}

/**
 * Makes the fixes of a rule's findings: those that are proposed and do no harm, in their order. Only as many findings as the
 * domain is worth get any.
 */
export function offering(
  context: Situation,
): (propose: () => readonly (Proposal | undefined)[]) => readonly Fix[] {
  const isHarmless = harmless(context);
  let left = judgementsFor(context.domain);
  return (propose) => (left-- > 0 ? harmlessFixes(isHarmless, propose()) : []);
}

/** The fixes of those proposals that do no harm, in their order. */
export function harmlessFixes(
  isHarmless: (after: DomainModel) => boolean,
  proposals: readonly (Proposal | undefined)[],
): Fix[] {
  return proposals.flatMap((proposal) =>
    proposal !== undefined && isHarmless(proposal.after) ? [proposal.fix] : [],
  );
}

interface Change {
  readonly mode?: MemoryMode | undefined;
  readonly nodes?: readonly NodeId[] | undefined;
}

/**
 * Other nodes, another mode or both for some elements; into and out of restrictive all elements go together. A fix that
 * changes a mode is never safe: the author chose one, or libvirt did, and only the author may choose again.
 */
export function rebind(
  domain: DomainModel,
  elements: readonly Binder[],
  { mode, nodes }: Change,
  title: string,
): Proposal {
  const inMode = mode === undefined ? [] : changedWith(domain, elements, mode);
  const inPlace = nodes === undefined ? [] : elements;
  const moved = rebindAlone(domain, inPlace, { nodes }, title);
  const moded = rebindAlone(domain, inMode, { mode }, title);
  return {
    fix: { title, safe: false, edits: [...moded.fix.edits, ...moved.fix.edits] },
    after: rebound(rebound(domain, inPlace, { nodes }), inMode, { mode }),
  };
}

/** `rebind` for these elements and no other, also where some are restrictive. */
export function rebindAlone(
  domain: DomainModel,
  elements: readonly Binder[],
  { mode, nodes }: Change,
  title: string,
): Proposal {
  const edits = elements.flatMap((element) => [
    ...(mode === undefined ? [] : writeValue(element, 'mode', mode)),
    ...(nodes === undefined ? [] : writeValue(element, 'nodeset', formatIdSet(nodes))),
  ]);
  return { fix: { title, safe: false, edits }, after: rebound(domain, elements, { mode, nodes }) };
}

/** Changing the mode of some elements. */
export function modeFix(
  domain: DomainModel,
  elements: readonly Binder[],
  mode: MemoryMode,
  title = `Change the mode to '${mode}'`,
): Fix {
  return rebind(domain, elements, { mode }, title).fix;
}

/** Changing the node set of some elements, and the mode as well where one is given. */
export function bindFix(
  domain: DomainModel,
  elements: readonly Binder[],
  nodes: readonly NodeId[],
  title: string,
  mode?: MemoryMode,
): Fix {
  return rebind(domain, elements, { nodes, mode }, title).fix;
}

/** Changing to preferred, or undefined where a stated version refuses it. With unknown versions the title names them. */
export function preferredFix(
  domain: DomainModel,
  elements: readonly Binder[],
  versions: Versions,
): Fix | undefined {
  return prefer(domain, elements, versions)?.fix;
}

/** `preferredFix` as a proposal. */
export function prefer(
  domain: DomainModel,
  elements: readonly Binder[],
  versions: Versions,
  title = "Change the mode to 'preferred'",
): Proposal | undefined {
  const { refusedBy, needed } = severalPreferred(versions);
  const hasSeveral = elements.some(
    (element) => element === domain.numatune?.memory && (element.nodeset?.value?.size ?? 1) > 1,
  );
  if (hasSeveral && refusedBy.length > 0) return undefined;
  const needs = hasSeveral && needed.length > 0 ? ` (several nodes need ${listed(needed)})` : '';
  return rebind(domain, elements, { mode: 'preferred' }, `${title}${needs}`);
}

/**
 * The elements of which the mode changes with that of the given ones: into and out of restrictive, `<memory>` and all
 * `<memnode>`s together (libvirt src/conf/numa_conf.c virDomainNumaDefValidate).
 */
function changedWith(
  domain: DomainModel,
  elements: readonly Binder[],
  mode: MemoryMode,
): readonly Binder[] {
  const isTogether =
    mode === 'restrictive' || elements.some((element) => effectiveMode(element) === 'restrictive');
  const all = [domain.numatune?.memory, ...(domain.numatune?.memnodes ?? [])];
  const changed = isTogether ? all.filter((element) => element !== undefined) : elements;
  return [...new Set(changed)].filter((element) => element.mode?.value !== mode);
}
