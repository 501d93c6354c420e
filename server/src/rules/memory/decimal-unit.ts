import { storedTotal } from '../../domain/demand.ts';
import { writeValue } from '../../domain/edit.ts';
import type { DomainModel } from '../../domain/model.ts';
import { inLargestUnit } from '../../domain/sizeText.ts';
import { sizesOf, type DomainSize } from '../../domain/sizes.ts';
import { formatBytes } from '../../host/format.ts';
import type { Fix } from '../../text/finding.ts';
import { scaled } from '../../vocabulary/values/size.ts';
import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'memory/decimal-unit',
    severity: 'information',
    summary: 'A size has a decimal unit: KB, MB, GB and so on are powers of 1000',
    why: 'libvirt reads GB as 1000³ bytes and GiB (or G) as 1024³, and stores KiB, rounded up.',
    reference: 'https://libvirt.org/formatdomain.html#memory-allocation',
    fix: 'suggested',
    since: '0.1.0',
    drivers: 'any',
  },
  function* ({ domain }) {
    const decimal = sizesOf(domain).filter(({ unit }) => unit?.value?.decimal === true);
    const binary = binaryFix(domain, decimal);
    for (const size of decimal) {
      const { of, unit, number, bytes, element } = size;
      if (unit === undefined || bytes === undefined || number.value === undefined) continue;
      const { digits, unit: exact } = inLargestUnit(bytes);
      const isWhole = exact !== 'KiB';
      const fix: Fix = {
        title: `Write ${digits} ${exact}, the same size`,
        safe: true,
        edits: [{ range: number.range, newText: digits }, ...writeValue(element, 'unit', exact)],
      };
      yield {
        range: unit.range,
        message: `${number.text.trim()} ${unit.text} is ${formatBytes(bytes)}: ${unit.text} counts powers of 1000${isWhole ? '' : `, and libvirt stores ${digits} KiB`}`,
        // No page has a decimal size: there the unit is the mistake.
        fixes: [...binary, ...(of === 'page' ? [] : [fix])],
      };
    }
  },
);

/** All decimal units of the domain at once: sums of cells and limits then stay what they were to each other. */
function binaryFix(domain: DomainModel, decimal: readonly DomainSize[]): Fix[] {
  const [first, ...others] = decimal;
  if (first?.unit === undefined || !keepsItsSums(domain, decimal)) return [];
  const binary = (name: string) => `${name.charAt(0).toUpperCase()}iB`;
  const units = new Set(decimal.map(({ unit }) => binary(unit?.text ?? '')));
  const to = units.size === 1 ? `'${binary(first.unit.text)}'` : 'binary ones';
  const title =
    others.length === 0
      ? `Change the unit to ${to}`
      : `Change all ${decimal.length} decimal units to ${to}`;
  const edits = decimal.flatMap(({ element, unit }) =>
    unit === undefined ? [] : writeValue(element, 'unit', binary(unit.text)),
  );
  return [{ title, safe: false, edits }];
}

/** Whether `<memory>`, its cells and `<maxMemory>` agree with binary units as far as they do now. */
function keepsItsSums(domain: DomainModel, decimal: readonly DomainSize[]): boolean {
  const larger = new Map(decimal.map((size) => [size.element.source, inBinary(size)]));
  if ([...larger.values()].includes(undefined)) return false;
  const changed = <S extends { readonly source: DomainModel['source'] }>(size: S): S =>
    larger.has(size.source) ? { ...size, bytes: larger.get(size.source) } : size;
  const { memory, maxMemory, cells, memoryDevices } = domain;
  const after: DomainModel = {
    ...domain,
    memory: memory && changed(memory),
    maxMemory: maxMemory && changed(maxMemory),
    cells: cells.map(changed),
    memoryDevices: memoryDevices.map((device) => ({
      ...device,
      size: device.size && changed(device.size),
    })),
  };
  return disagreements(after) <= disagreements(domain);
}

/** The size with the binary unit of the same letter; undefined when that is too large. */
function inBinary({ number, unit }: DomainSize) {
  const letters = ['k', 'm', 'g', 't', 'p', 'e'];
  const power = letters.indexOf(unit?.text.charAt(0).toLowerCase() ?? '') + 1;
  return scaled(number.value ?? 0n, 1024n ** BigInt(power));
}

function disagreements(domain: DomainModel): number {
  const total = storedTotal(domain);
  const { memory, maxMemory } = domain;
  const isSum = memory === undefined || memory.bytes === total;
  const isUnder = maxMemory?.bytes === undefined || total === undefined || total <= maxMemory.bytes;
  return Number(!isSum) + Number(!isUnder);
}
