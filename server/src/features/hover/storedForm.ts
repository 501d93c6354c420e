import type { DomainModel, Memnode, NumatuneMemory } from '../../domain/model.ts';
import { effectiveMode, memoryPlacement, memoryPolicy } from '../../domain/policy.ts';
import { formatIdSet } from '../../host/format.ts';
import { codeSpan } from '../markdown.ts';

/**
 * What libvirt stores of a `<memory>` or `<memnode>` (src/conf/numa_conf.c virDomainNumatuneSet and
 * virDomainNumatuneFormatXML), as a sentence; undefined when it stores what is written or when that cannot be told.
 */
export function storedForm(
  domain: DomainModel,
  read: NumatuneMemory | Memnode,
): string | undefined {
  return 'cellid' in read ? storedMemnode(domain, read) : storedMemory(domain, read);
}

function storedMemory(domain: DomainModel, memory: NumatuneMemory): string | undefined {
  const policy = memoryPolicy(domain);
  const isModeless = memory.mode === undefined;
  switch (policy.kind) {
    case 'none':
      return 'libvirt stores nothing: without any attribute the element is dropped.';
    case 'unknown':
      return isNodesetMissing(domain, memory)
        ? 'libvirt refuses this: without automatic placement a `nodeset` is required.'
        : undefined;
    case 'auto': {
      const dropped = memory.nodeset === undefined ? '' : ', and deletes the `nodeset`';
      if (!isModeless && memory.placement?.value === 'auto' && dropped === '') return undefined;
      return sentence(isModeless, `<memory mode='${policy.mode}' placement='auto'/>`, dropped);
    }
    case 'static': {
      const nodeset = formatIdSet(policy.nodeset.value?.values ?? []);
      if (!isModeless && nodeset === policy.nodeset.text) return undefined;
      return sentence(isModeless, `<memory mode='${policy.mode}' nodeset='${nodeset}'/>`);
    }
  }
}

function isNodesetMissing(domain: DomainModel, memory: NumatuneMemory): boolean {
  return memory.nodeset === undefined && memoryPlacement(domain, memory) === 'static';
}

function storedMemnode(domain: DomainModel, memnode: Memnode): string | undefined {
  const mode = effectiveMode(memnode);
  const set = memnode.nodeset?.value;
  const cell = memnode.cellid?.value;
  if (mode === undefined || set === undefined || cell === undefined) return undefined;
  const nodeset = formatIdSet(set.values);
  const isModeless = memnode.mode === undefined;
  if (!isModeless && nodeset === memnode.nodeset?.text) return undefined;
  const general = domain.numatune?.memory && effectiveMode(domain.numatune.memory);
  const apart =
    isModeless && general !== undefined && general !== 'strict'
      ? `, although \`<memory>\` says ${general}`
      : '';
  return sentence(
    isModeless,
    `<memnode cellid='${cell}' mode='${mode}' nodeset='${nodeset}'/>`,
    apart,
  );
}

function sentence(isModeless: boolean, stored: string, more = ''): string {
  return `${isModeless ? 'No mode is written: ' : ''}libvirt stores ${codeSpan(stored)}${more}.`;
}
