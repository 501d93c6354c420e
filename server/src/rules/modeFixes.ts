import { writeValue } from '../domain/edit.ts';
import type { DomainModel, Memnode, NumatuneMemory } from '../domain/model.ts';
import { effectiveMode } from '../domain/policy.ts';
import { formatIdSet } from '../host/format.ts';
import { compareVersions, type NodeId, type Versions } from '../host/topology.ts';
import type { TextEdit } from '../text/edit.ts';
import type { Fix } from '../text/finding.ts';
import type { MemoryMode } from '../vocabulary/values/memoryMode.ts';

/**
 * The edits that give an element another mode. Since libvirt 9.4 `<memory>` and all `<memnode>`s are restrictive together or
 * not at all (src/conf/numa_conf.c virDomainNumaDefValidate): into and out of restrictive they change together.
 */
export function modeEdits(
  domain: DomainModel,
  element: NumatuneMemory | Memnode,
  mode: MemoryMode,
): TextEdit[] {
  const together = mode === 'restrictive' || effectiveMode(element) === 'restrictive';
  const all = [domain.numatune?.memory, ...(domain.numatune?.memnodes ?? [])];
  const changed = together ? all.filter((other) => other !== undefined) : [element];
  return changed
    .filter((other) => other.mode?.value !== mode)
    .flatMap((other) => writeValue(other, 'mode', mode));
}

/** A fix that changes a mode is never safe: the author chose one, or libvirt did, and only the author may choose again. */
export function modeFix(
  domain: DomainModel,
  elements: readonly (NumatuneMemory | Memnode)[],
  mode: MemoryMode,
  title = `Change the mode to '${mode}'`,
): Fix {
  const edits = elements.flatMap((element) => modeEdits(domain, element, mode));
  return { title, safe: false, edits: withoutDoubles(edits) };
}

/**
 * Changing to preferred, or undefined where a stated version refuses it: several nodes need libvirt 9.0 and Linux 5.15
 * (src/util/virnuma.c virNumaSetupMemoryPolicy). With unknown versions the title names them.
 */
export function preferredFix(
  domain: DomainModel,
  elements: readonly (NumatuneMemory | Memnode)[],
  versions: Versions,
): Fix | undefined {
  const several = elements.some((element) => (element.nodeset?.value?.values.length ?? 1) > 1);
  if (!several) return modeFix(domain, elements, 'preferred');
  const { libvirt, kernel } = versions;
  if (libvirt !== undefined && compareVersions(libvirt, [9, 0]) < 0) return undefined;
  if (kernel !== undefined && compareVersions(kernel, [5, 15]) < 0) return undefined;
  const needs = [
    ...(libvirt === undefined ? ['libvirt 9.0'] : []),
    ...(kernel === undefined ? ['Linux 5.15'] : []),
  ];
  const title = `Change the mode to 'preferred'${needs.length === 0 ? '' : ` (several nodes need ${needs.join(' and ')})`}`;
  return modeFix(domain, elements, 'preferred', title);
}

/** Changing the mode and the node set of elements at once. */
export function bindFix(
  domain: DomainModel,
  elements: readonly (NumatuneMemory | Memnode)[],
  nodes: readonly NodeId[],
  title: string,
  mode?: MemoryMode,
): Fix {
  const modes = mode === undefined ? [] : modeFix(domain, elements, mode).edits;
  const sets = elements.flatMap((element) => writeValue(element, 'nodeset', formatIdSet(nodes)));
  return { title, safe: false, edits: withoutDoubles([...modes, ...sets]) };
}

function withoutDoubles(edits: readonly TextEdit[]): TextEdit[] {
  const seen = new Set<string>();
  return edits.filter(({ range, newText }) => {
    const key = `${range.start} ${range.end} ${newText}`;
    return seen.size !== seen.add(key).size;
  });
}
