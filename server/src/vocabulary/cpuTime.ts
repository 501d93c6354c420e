import { element, type AnyElementDefinition, type ValueType } from './define.ts';
import { wholeNumber } from './values/wholeNumber.ts';

const manual = 'cpu-tuning';
const bad = 'pinning/bad-cpu-time';
const most = Number.MAX_SAFE_INTEGER;

/** Limits in microseconds (libvirt src/util/vircgroup.h, src/conf/domain_validate.c virDomainDefCputuneValidate). */
const PERIODS = [1000, 1_000_000] as const;
const QUOTAS = [1000, 17_592_186_044_415] as const;

const periodNumber = wholeNumber<number>('a period', 'Microseconds.', { max: most });
const quotaNumber = wholeNumber<number>('a quota', 'Microseconds.', { max: most });

const periodTime: ValueType<number> = {
  name: 'a period',
  doc: 'Microseconds: 1000 to 1000000, or 0 for the kernel’s own, 100000.',
  parse: within(periodNumber, PERIODS, "or 0 for the kernel's own"),
  suggest: () => [{ text: '100000', detail: '100 ms, the kernel’s own' }],
};

const quotaTime: ValueType<number> = {
  name: 'a quota',
  doc: 'Microseconds in each period: 1000 to 17592186044415; 0 or -1 for no limit.',
  parse(text, place) {
    // Any negative number is no limit.
    if (/^[ \t\n\v\f\r]*-\d+$/.test(text)) return { value: -1, problems: [] };
    return within(quotaNumber, QUOTAS, 'or -1 for no limit')(text, place);
  },
  suggest: () => [{ text: '-1', detail: 'no limit' }],
};

/** A number between limits, or 0 for one that is not set. */
function within(
  type: ValueType<number>,
  [least, greatest]: readonly [number, number],
  otherwise: string,
): ValueType<number>['parse'] {
  return (text, place) => {
    const parsed = type.parse(text, place);
    const { value } = parsed;
    if (value === undefined || value === 0 || (value >= least && value <= greatest)) return parsed;
    const message = `${value} µs is out of range: ${type.name} is ${least} to ${greatest} µs, ${otherwise}`;
    return { value: undefined, problems: [{ message, range: place(0, text.length) }] };
  };
}

/** Control groups of version 2 have weights to 10000, those of version 1 shares from 2 to 262144 (libvirt src/util/vircgroupv2.c, vircgroupv1.c). */
const shareCount = wholeNumber<number>('a number of shares', 'A weight.', { min: 1, max: 262_144 });

export const shares = element({
  name: 'shares',
  doc: 'The guest’s weight when CPU time is short: twice the shares, twice the time. 1 to 10000 on hosts with control groups of version 2, 2 to 262144 with version 1.',
  manual,
  attributes: {},
  content: { type: shareCount, doc: 'The weight, relative to that of other guests.', bad },
});

const timed = (name: string, type: ValueType<number>, doc: string) =>
  element({ name, doc, manual, attributes: {}, content: { type, doc, bad } });

export const period = timed('period', periodTime, 'In which time each vCPU may use its `quota`.');

/** The periods and quotas below `<cputune>`, in the order in which libvirt writes them. */
export const cpuTimes = [
  period,
  timed('quota', quotaTime, 'How long each vCPU may run in every `period`.'),
  timed('global_period', periodTime, 'In which time the whole guest may use its `global_quota`.'),
  timed(
    'global_quota',
    quotaTime,
    'How long all threads of the guest together may run in every `global_period`.',
  ),
  timed('emulator_period', periodTime, 'In which time QEMU’s own threads may use theirs.'),
  timed(
    'emulator_quota',
    quotaTime,
    'How long QEMU’s own threads, all but vCPUs and I/O threads, may run in every `emulator_period`.',
  ),
  timed('iothread_period', periodTime, 'In which time each I/O thread may use its quota.'),
  timed(
    'iothread_quota',
    quotaTime,
    'How long each I/O thread may run in every `iothread_period`.',
  ),
] satisfies readonly AnyElementDefinition[];
