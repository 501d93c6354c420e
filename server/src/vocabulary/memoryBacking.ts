import { element, optional, required, type ValueType } from './define.ts';
import { count, pageSizeSuggestions } from './values/numbers.ts';
import { guestCellSet } from './values/sets.ts';
import { sizeNumber, sizeUnit } from './values/size.ts';
import { wordOf } from './values/word.ts';

const manual = 'memory-backing';
const bad = 'memory/bad-word';

export const memoryBacking = element({
  name: 'memoryBacking',
  doc: 'What the guest’s memory is made of: huge pages, locked, shared, allocated at once.',
  manual,
  attributes: {},
  children: ['hugepages', 'nosharepages', 'locked', 'source', 'access', 'allocation', 'discard'],
});

export const hugepages = element({
  name: 'hugepages',
  doc: 'Takes the memory from the host’s huge page pools, all of it when the guest starts. Without `<page>`: the host’s default size.',
  manual,
  attributes: {},
  children: ['page'],
});

/** libvirt refuses 0 (src/conf/domain_conf.c virDomainHugepagesParseXML). */
const pageSize: ValueType<bigint> = {
  ...sizeNumber,
  name: 'a page size',
  parse(text, place) {
    const parsed = sizeNumber.parse(text, place);
    if (parsed.value !== 0n) return parsed;
    const range = place(0, text.length);
    return { value: undefined, problems: [{ message: 'a page size cannot be 0', range }] };
  },
  suggest: ({ host }) => (host === undefined ? [] : pageSizeSuggestions(host)),
};

/** libvirt src/conf/domain_conf.c virDomainHugepagesParseXML. */
export const page = element({
  name: 'page',
  doc: 'One huge page size, for all of the memory or for some guest cells.',
  manual,
  missing: 'hugepages/missing-attribute',
  usual: ['unit'],
  attributes: {
    size: required(pageSize, { doc: 'The page size.', bad: 'hugepages/bad-page-size' }),
    unit: optional(sizeUnit, {
      doc: 'What `size` counts; KiB if left out.',
      bad: 'memory/bad-unit',
    }),
    nodeset: optional(guestCellSet, {
      doc: '**Guest cells** that use this size, not host nodes. Left out: all other cells.',
      bad: 'hugepages/bad-cell-set',
    }),
  },
});

export const allocation = element({
  name: 'allocation',
  doc: 'When the memory is taken from the host.',
  manual,
  usual: ['mode'],
  attributes: {
    mode: optional(
      wordOf<'immediate' | 'ondemand'>('an allocation mode', 'When memory is taken.', {
        immediate:
          '**immediate**: all of it when the guest starts; too little of it refuses the start.',
        ondemand:
          '**ondemand**: when the guest first touches it; too little of it shows hours later.',
      }),
      { doc: 'At start or on first touch.', bad },
    ),
    threads: optional(count, {
      doc: 'How many threads allocate at start.',
      bad: 'memory/bad-number',
      since: 'libvirt 8.2',
    }),
  },
});

export const source = element({
  name: 'source',
  doc: 'What backs the memory.',
  manual,
  usual: ['type'],
  attributes: {
    type: optional(
      wordOf<'file' | 'anonymous' | 'memfd'>('a memory source', 'What backs the memory.', {
        file: '**file**: files in libvirt’s memory_backing_dir. On a disk file system the node binding of shared memory is ignored by the kernel.',
        anonymous: '**anonymous**: plain memory of the process.',
        memfd: '**memfd**: anonymous files; can be shared and obeys NUMA bindings.',
      }),
      { doc: 'File, anonymous memory or memfd.', bad },
    ),
  },
});

export const access = element({
  name: 'access',
  doc: 'Whether other processes can map the memory.',
  manual,
  usual: ['mode'],
  attributes: {
    mode: optional(
      wordOf<'shared' | 'private'>('a memory access', 'How the memory is mapped.', {
        shared: '**shared**: another process (vhost-user, virtiofsd) can map it.',
        private: '**private**: QEMU alone has it.',
      }),
      { doc: 'Shared or private.', bad },
    ),
  },
});

export const nosharepages = element({
  name: 'nosharepages',
  doc: 'Keeps the host from merging equal pages of this guest with those of others (KSM).',
  manual,
  attributes: {},
});

/** Without a hard limit the memlock limit is removed (libvirt src/qemu/qemu_domain.c qemuDomainGetMemLockLimitBytes). */
export const locked = element({
  name: 'locked',
  doc: 'Keeps all of the guest’s memory in RAM: the host can neither swap it out nor reclaim it. State `<memtune><hard_limit>` beside it, or nothing limits QEMU’s memory.',
  manual,
  attributes: {},
});

export const discard = element({
  name: 'discard',
  doc: 'Throws the content of file-backed memory away when QEMU ends.',
  manual,
  attributes: {},
});
