/** The keys of our JSON format, by the object that has them. The schema and docs/host-file.md list the same. */
export const HOST_KEYS = [
  '$schema',
  'name',
  'capturedAt',
  'versions',
  'numad',
  'numa',
  'pageSize',
  'reservePerNode',
  'nodes',
  'partial',
  'cores',
  'offlineCpus',
  'caches',
  'bandwidth',
  'sources',
] as const;

export const VERSION_KEYS = ['libvirt', 'qemu', 'kernel'] as const;

export const NODE_KEYS = [
  'id',
  'cpus',
  'socket',
  'memory',
  'free',
  'reserve',
  'hugepages',
  'distances',
  'pciDevices',
  'sgxSection',
] as const;

export const POOL_KEYS = ['size', 'total', 'free'] as const;

export const CACHE_KEYS = ['level', 'id', 'size', 'type', 'granularity', 'least'] as const;

export const BANDWIDTH_KEYS = ['id', 'granularity', 'least'] as const;

export const CORE_KEYS = ['cpus', 'socket', 'core'] as const;

/** Any of these shows that a JSON object means to describe a host. */
export const TELLING_KEYS: readonly string[] = [
  'nodes',
  'reservePerNode',
  'numad',
  'offlineCpus',
  'cores',
  'caches',
];
