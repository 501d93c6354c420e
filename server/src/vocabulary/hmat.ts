import { element, optional, required, type Suggestion, type ValueType } from './define.ts';
import { unit } from './memory.ts';
import { anyText } from './values/anyText.ts';
import { guestCellId } from './values/numbers.ts';
import { sizeNumber } from './values/size.ts';
import { wholeNumber } from './values/wholeNumber.ts';
import { wordOf } from './values/word.ts';

const manual = 'acpi-heterogeneous-memory-attribute-table';
const missing = 'cells/missing-attribute';
const badNumber = 'cells/bad-number';
const badWord = 'cells/bad-word';

const cacheLevel = wholeNumber<number>('a cache level', 'A cache level.', { min: 1, max: 3 });
/** 0 and levels that are not there are another rule's matter: a link may be of the memory itself. */
const linkLevel = wholeNumber<number>('a cache level', 'A cache level; 0 is the memory itself.');
const nanoseconds = wholeNumber<number>('a latency', 'A latency in nanoseconds.', {
  max: Number.MAX_SAFE_INTEGER,
});
const accessType = wordOf<'access' | 'read' | 'write'>('a kind of access', 'The kind of access.', {
  access: '**access**: reading and writing.',
  read: '**read**: reading only.',
  write: '**write**: writing only.',
});

/** libvirt src/conf/numa_conf.c virDomainNumaDefNodeCacheParseXML. */
export const cellCache = element({
  name: 'cache',
  doc: 'A memory-side cache of this cell, told to the guest by ACPI HMAT.',
  manual,
  missing,
  attributes: {
    level: required(cacheLevel, { doc: '1 to 3, each once in a cell.', bad: badNumber }),
    associativity: required(
      wordOf<'none' | 'direct' | 'full'>('an associativity', 'How the cache maps memory.', {
        none: '**none**',
        direct: '**direct**: direct mapped.',
        full: '**full**: complex cache indexing.',
      }),
      { doc: 'How the cache maps memory.', bad: badWord },
    ),
    policy: required(
      wordOf<'none' | 'writeback' | 'writethrough'>('a write policy', 'When writes go on.', {
        none: '**none**',
        writeback: '**writeback**',
        writethrough: '**writethrough**',
      }),
      { doc: 'When a write reaches the memory.', bad: badWord },
    ),
  },
  children: ['size', 'line'],
});

/** The schema asks for a unit here, and the parser does not read it. */
const ignoredUnit = (text: string): ValueType<string> => ({
  ...anyText('a unit', `libvirt’s parser does not read it: the number counts ${text}.`),
  suggest: (): Suggestion[] => [{ text }],
});

export const cacheSize = element({
  name: 'size',
  doc: 'The cache’s size, always in KiB: libvirt ignores the attribute `unit` here.',
  manual,
  missing,
  usual: ['unit'],
  attributes: {
    value: required(sizeNumber, { doc: 'The size in KiB.', bad: 'memory/bad-size' }),
    unit: optional(ignoredUnit('KiB'), { doc: '`KiB`, whatever is written.', bad: badWord }),
  },
});

export const cacheLine = element({
  name: 'line',
  doc: 'The cache line’s size, always in bytes: libvirt ignores the attribute `unit` here.',
  manual,
  missing,
  usual: ['unit'],
  attributes: {
    value: required(sizeNumber, { doc: 'The size in bytes.', bad: 'memory/bad-size' }),
    unit: optional(ignoredUnit('B'), { doc: '`B`, whatever is written.', bad: badWord }),
  },
});

export const interconnects = element({
  name: 'interconnects',
  doc: 'Latencies and bandwidths between guest cells, told to the guest by ACPI HMAT.',
  manual,
  attributes: {},
  children: ['latency', 'bandwidth'],
});

const link = {
  initiator: required(guestCellId, {
    doc: 'The **guest cell** whose CPUs read or write; it must have CPUs.',
    bad: badNumber,
  }),
  target: required(guestCellId, {
    doc: 'The **guest cell** whose memory is used.',
    bad: badNumber,
  }),
  cache: optional(linkLevel, {
    doc: 'The level of the target’s memory-side cache that is meant.',
    bad: badNumber,
  }),
  type: required(accessType, { doc: 'The kind of access.', bad: badWord }),
};

/** libvirt src/conf/numa_conf.c virDomainNumaDefParseXML. */
export const latency = element({
  name: 'latency',
  doc: 'How long one guest cell waits for memory of another.',
  manual,
  missing,
  attributes: {
    ...link,
    value: required(nanoseconds, { doc: 'Nanoseconds.', bad: badNumber }),
  },
});

export const bandwidth = element({
  name: 'bandwidth',
  doc: 'How much one guest cell can move from or to memory of another in a second.',
  manual,
  missing,
  attributes: {
    ...link,
    value: required(sizeNumber, { doc: 'The amount in a second.', bad: 'memory/bad-size' }),
    unit,
  },
});
