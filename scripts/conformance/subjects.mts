/** What a refusal needs to be foreseen. */
export type Subject = 'document' | 'host' | 'other';

/**
 * Refusals that speak of NUMA, memory or CPU placement and hang on more than XML and host topology: on QEMU's or the CPU's
 * abilities, or on another subject that shares a word. Each with the reason that the report gives.
 */
const OTHER: readonly (readonly [RegExp, string])[] = [
  [
    /not supported (?:by|with|in|for) this QEMU|QEMU binary|for this machine|machine type/i,
    "hangs on QEMU's abilities",
  ],
  [
    /host CPU|CPU (mode|model|feature|cache|maximum physical)|cache level|\bhypervisor\b/i,
    "hangs on the host CPU's abilities",
  ],
  [
    /shmem|shared memory device|virtio scsi controllers|PCI controller.*target index|video|vram|vgamem|\bheads\b|tseg|PCI address|PCI slot|PCI bus|zPCI|integrated device/i,
    'another subject',
  ],
  [/launch security|sev\b|tdx|memory encryption/i, 'another subject'],
];

/** Refusals that the host decides. */
const HOST = /NUMA node \d+ is unavailable|no numa node set is available|hugetlbfs|CPU affinity/i;

/** Refusals that the document decides. */
const DOCUMENT =
  /numa|memory|bitmap|memnode|memtune|nodeset|hugepage|\bvcpus?\b|vCPU|cputune|\bpin\b|vcpupin|emulatorpin|iothread|\bcell|dimm|virtio-mem|pmem|maxMemory|slots?\b|topology|cachetune|memorytune|allocation|monitor|interconnect|latency|bandwidth|scheduler|expander|target index|CPUs? (count|ids)/i;

/** Judges a refusal by libvirt's own message; `why` says why it is none of ours. */
export function subjectOf(message: string): { readonly subject: Subject; readonly why?: string } {
  for (const [pattern, why] of OTHER) if (pattern.test(message)) return { subject: 'other', why };
  if (HOST.test(message)) return { subject: 'host' };
  return DOCUMENT.test(message)
    ? { subject: 'document' }
    : { subject: 'other', why: 'another subject' };
}
