import { wordOf } from './word.ts';

export type Placement = 'static' | 'auto';

/** `<vcpu placement>` (libvirt src/conf/domain_conf.c virDomainVcpuParse). */
export const vcpuPlacement = wordOf<Placement>(
  'a placement',
  'Whether CPUs are chosen by hand or asked of numad when the guest starts.',
  {
    static: '**static**: the CPUs of `cpuset` (all host CPUs without one). The default.',
    auto: '**auto**: libvirt asks numad for host nodes when the guest starts; `cpuset` is ignored and deleted. Without a `<numatune>` libvirt adds one with strict, automatic placement.',
  },
);

/** `<numatune><memory placement>`; the parser takes the word `default` as well (libvirt src/conf/numa_conf.c). */
export const memoryPlacement = wordOf<Placement | 'default'>(
  'a placement',
  'Whether the host nodes are listed in `nodeset` or asked of numad when the guest starts.',
  {
    static: '**static**: the host nodes of `nodeset`, which is then required.',
    auto: '**auto**: the host nodes that numad advises when the guest starts; `nodeset` is ignored and deleted.',
    default: '**default**: as if `placement` were not written.',
  },
  ['default'],
);
