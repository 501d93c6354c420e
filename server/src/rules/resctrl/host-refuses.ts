import type { DomainModel, TunedCache } from '../../domain/model.ts';
import { writeSize } from '../../domain/sizeText.ts';
import { formatExactBytes } from '../../host/format.ts';
import type { Bytes, CacheBank, HostResctrl } from '../../host/topology.ts';
import type { Fix } from '../../text/finding.ts';
import { hostRule, type Report } from '../rule.ts';
import { listed, numbered } from '../words.ts';

export default hostRule(
  {
    id: 'resctrl/host-refuses',
    severity: 'error',
    summary: 'The host cannot give a part of its caches or bandwidth as it is asked for',
    why: 'libvirt asks the kernel’s resctrl when the guest is started, and refuses the start: each cache has its number, its granularity and a least part, and no guest gets a whole cache.',
    reference: 'https://libvirt.org/formatdomain.html#cpu-tuning',
    fix: 'suggested',
    since: '0.1.0',
    about: ['cachetune', 'memorytune'],
    needs: [],
    judges: 'host capacity',
  },
  function* ({ domain, host }) {
    const { resctrl } = host;
    // Hosts whose description has no caches are no reason to speak of a check that rests: few guests ask for one.
    if (resctrl === undefined) return;
    for (const { caches } of domain.cachetunes)
      for (const cache of caches) yield* cacheReports(cache, resctrl);
    yield* togetherReports(domain, resctrl);
    yield* bandwidthReports(domain, resctrl);
  },
);

/** libvirt src/util/virresctrl.c virResctrlAllocAssign, virResctrlAllocFindUnused. */
function* cacheReports(cache: TunedCache, { caches }: HostResctrl): Iterable<Report> {
  const { level, id, type, size, unit, bytes } = cache;
  if (level?.value === undefined || id?.value === undefined || type?.value === undefined) return;
  const divided = caches.filter((bank) => bank.controls.size > 0);
  const banks = divided.filter((bank) => bank.level === level.value);
  const [any] = banks;
  if (any === undefined) {
    const levels = [...new Set(divided.map((bank) => bank.level))];
    const rest =
      levels.length === 0
        ? 'it lists no cache that can, perhaps since /sys/fs/resctrl was not mounted'
        : `${numbered('level', levels)} can`;
    const message = `caches of level ${level.value} cannot be divided on this host: ${rest}`;
    yield { range: level.range, message };
    return;
  }
  const steps = any.controls.get(type.value);
  if (steps === undefined) {
    const types = listed([...any.controls.keys()].map((name) => `'${name}'`));
    const message = `caches of level ${level.value} are divided for ${types} on this host, not for '${type.value}'`;
    yield { range: type.range, message };
    return;
  }
  if (!banks.some((bank) => bank.id === id.value)) {
    const has = numbered(
      'cache',
      banks.map((bank) => bank.id),
    );
    const message = `there is no cache ${id.value} of level ${level.value} on this host; it has ${has}`;
    yield { range: id.range, message };
    return;
  }
  if (size === undefined || bytes === undefined) return;
  const wrong = wrongSize(bytes, any, steps.granularity, steps.least);
  if (wrong === undefined) return;
  const { message, right } = wrong;
  const fixes: Fix[] =
    right === undefined || right % 1024n !== 0n
      ? []
      : [
          {
            title: `Change the size to ${formatExactBytes(right)}`,
            safe: false,
            edits: writeSize({ element: cache, number: size, unit }, right),
          },
        ];
  yield { range: size.range, message, fixes };
}

function wrongSize(
  size: Bytes,
  bank: CacheBank,
  granularity: bigint,
  least: bigint,
): { readonly message: string; readonly right: bigint | undefined } | undefined {
  const greatest = bank.size - granularity;
  const right = (wanted: bigint) =>
    wanted < least ? least : wanted > greatest ? greatest : wanted;
  const asked = formatExactBytes(size);
  const whole = formatExactBytes(bank.size);
  if (size >= bank.size)
    return {
      message: `${asked} is ${size === bank.size ? `the whole cache` : `more than the cache's ${whole}`}: libvirt gives a part only, at most ${formatExactBytes(greatest)}`,
      right: greatest < least ? undefined : greatest,
    };
  if (size % granularity !== 0n)
    return {
      message: `${asked} is no multiple of ${formatExactBytes(granularity)}, in steps of which this host divides the cache`,
      right: right(((size + granularity - 1n) / granularity) * granularity),
    };
  if (size < least)
    return {
      message: `${asked} is less than the least part of this cache, ${formatExactBytes(least)}`,
      right: least,
    };
  return undefined;
}

/** Groups have their parts for themselves, and the host's own group keeps one: virResctrlAllocGetUnused there. */
function* togetherReports(
  { cachetunes }: DomainModel,
  { caches: banks }: HostResctrl,
): Iterable<Report> {
  const sums = new Map<string, bigint>();
  for (const { level, id, type, size, bytes } of cachetunes.flatMap(({ caches }) => caches)) {
    if (level?.value === undefined || id?.value === undefined || type?.value === undefined)
      continue;
    if (size === undefined || bytes === undefined) continue;
    const bank = banks.find((one) => one.level === level.value && one.id === id.value);
    const steps = bank?.controls.get(type.value);
    if (bank === undefined || steps === undefined || bytes >= bank.size) continue;
    const key = `${level.value} ${id.value} ${type.value}`;
    const before = sums.get(key) ?? 0n;
    const sum = before + bytes;
    const greatest = bank.size - steps.granularity;
    sums.set(key, sum);
    if (before > 0n && before <= greatest && sum > greatest)
      yield {
        range: size.range,
        message: `with this the groups of the guest ask for ${formatExactBytes(sum)} of cache ${id.value} of level ${level.value} together: libvirt gives them ${formatExactBytes(greatest)} at most`,
      };
  }
}

/** libvirt src/util/virresctrl.c virResctrlAllocMemoryBandwidth, virResctrlAllocCopyMemBW. */
function* bandwidthReports(
  { memorytunes }: DomainModel,
  { bandwidth: controllers }: HostResctrl,
): Iterable<Report> {
  for (const { id, bandwidth } of memorytunes.flatMap(({ nodes }) => nodes)) {
    if (id?.value === undefined) continue;
    const steps = controllers.get(id.value);
    if (steps === undefined) {
      const has =
        controllers.size === 0
          ? 'this host cannot divide memory bandwidth'
          : `this host has no bandwidth controller ${id.value}; it has ${numbered('controller', [...controllers.keys()])}`;
      yield { range: id.range, message: has };
      continue;
    }
    if (bandwidth?.value === undefined) continue;
    const { granularity, least } = steps;
    const asked = bandwidth.value;
    if (asked >= least && (granularity === 0 || asked % granularity === 0)) continue;
    const right = Math.max(least, Math.ceil(asked / Math.max(granularity, 1)) * granularity);
    const message =
      asked < least
        ? `a bandwidth of ${asked} is less than the least share on this host, ${least}`
        : `a bandwidth of ${asked} is no multiple of ${granularity}, the steps of this host`;
    yield {
      range: bandwidth.range,
      message,
      fixes: [
        {
          title: `Change the bandwidth to ${right}`,
          safe: false,
          edits: [{ range: bandwidth.range, newText: String(right) }],
        },
      ],
    };
  }
}
