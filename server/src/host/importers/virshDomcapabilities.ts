import type { HostBlock } from '../hostBlock.ts';
import { createDraft, draftNode, finishDraft, kibibytes, lineRange } from './hostDraft.ts';
import type { HostDraft } from './hostDraft.ts';
import { linesOf } from './lines.ts';

/**
 * Reads from outputs of `virsh domcapabilities` the sections of the enclave page cache (libvirt src/conf/domain_capabilities.c
 * virDomainCapsFeatureSGXFormat), all of a text as one description. Nodes without a section are not listed.
 */
export function readDomcapabilities(text: string, name: string): readonly HostBlock[] {
  let open: HostDraft | undefined;
  let isInside = false;
  for (const line of linesOf(text)) {
    if (BEGIN.test(line.text)) isInside = true;
    else if (END.test(line.text)) isInside = false;
    const [, id, size] = (isInside ? SECTION.exec(line.text) : undefined) ?? [];
    if (id === undefined || size === undefined) continue;
    open ??= createDraft(lineRange(line));
    const node = draftNode(open, Number(id));
    if (node !== undefined) node.sgxSection = kibibytes(size);
  }
  return open === undefined
    ? []
    : [finishDraft(open, 'virsh-domcapabilities', name, undefined, { partial: true })];
}

const BEGIN = /^\s{0,20}<sgx supported='yes'>\s*$/;
const END = /^\s{0,20}<\/sgx>\s*$/;
const SECTION = /^\s{0,30}<section node='(\d{1,5})' size='(\d{1,15})' unit='KiB'\/>\s*$/;
