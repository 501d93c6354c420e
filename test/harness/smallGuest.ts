/** A host of one node with 8 GiB, as `numactl --hardware` tells it. */
export const SMALL_HOST = `available: 1 nodes (0)
node 0 cpus: 0 1 2 3
node 0 size: 8192 MB
node 0 free: 8000 MB
node distances:
node   0
  0:  10
`;

/** A guest that is bound to host nodes with strict and asks for nothing else. */
export const boundGuest = (name: string, gib: number, nodes: string): string => `<domain type='kvm'>
  <name>${name}</name>
  <memory unit='GiB'>${gib}</memory>
  <vcpu>2</vcpu>
  <numatune>
    <memory mode='strict' nodeset='${nodes}'/>
  </numatune>
</domain>
`;

/** What is found when it is larger than its nodes. */
export const TOO_SMALL = 'numatune/node-too-small';

interface Found {
  readonly code?: unknown;
}

/** Whether a rule is among what a server found. */
export const has =
  (rule: string) =>
  (found: readonly Found[]): boolean =>
    found.some(({ code }) => code === rule);

export const hasNo =
  (rule: string) =>
  (found: readonly Found[]): boolean =>
    !has(rule)(found);
