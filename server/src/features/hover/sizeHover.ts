import type { Analysis } from '../../analysis/analyze.ts';
import type { DomainModel } from '../../domain/model.ts';
import type { Written } from '../../domain/read.ts';
import { formatBytes, formatExactBytes } from '../../host/format.ts';
import { ordinaryMemory } from '../../host/queries.ts';
import type { Bytes, HostTopology } from '../../host/topology.ts';
import { inStoredKiB, scaled, type Unit } from '../../vocabulary/values/size.ts';
import { roundedUp } from '../../domain/demand.ts';
import { hostLine } from './nodeTable.ts';
import { paragraphs } from './words.ts';

const KIB = 1024n;
const MIB = 1024n * 1024n;

/** What a size is the size of: it decides who rounds it and what it is compared with. */
export type SizeRole = 'memory' | 'currentMemory' | 'maxMemory' | 'cell' | 'other';

/** A size with its unit: in human units, as libvirt stores it, as QEMU gets it, as a share of the host. */
export function sizeHover(
  { world: { host } }: Analysis,
  domain: DomainModel,
  number: Written<bigint> | undefined,
  unit: Written<Unit> | undefined,
  role: SizeRole,
): string | undefined {
  if (number?.value === undefined || (unit !== undefined && unit.value === undefined))
    return undefined;
  const size = scaled(number.value, unit?.value?.factor ?? KIB);
  if (size === undefined) return undefined;
  const stored = inStoredKiB(size) * KIB;
  return paragraphs([
    equation(number.value, unit?.value, size),
    replaced(domain, stored, role) ?? rounding(domain, size, stored, unit?.value, role),
    role === 'memory' || role === 'cell' ? shareOf(host, stored) : undefined,
    unit?.value?.decimal === true ? DECIMAL : undefined,
  ]);
}

const DECIMAL =
  'Units with a `B` alone (KB, MB, GB) count by 1000; KiB, MiB, GiB and K, M, G count by 1024.';

function equation(number: bigint, unit: Unit | undefined, size: Bytes): string {
  const name = unit === undefined || unit.name === '' ? 'KiB' : unit.name;
  const written = `${String(number)} ${name}`;
  const human = formatBytes(size);
  const other = human === written ? `${String(inStoredKiB(size))} KiB` : human;
  const exact = formatExactBytes(size);
  const precise = human === exact || human === written || exact === written ? '' : ` (${exact})`;
  return other === written ? `**${written}**` : `**${written}** = ${other}${precise}`;
}

/** What libvirt puts in the place of the number when it defines the guest (src/conf/domain_postparse.c). */
function replaced(domain: DomainModel, stored: bigint, role: SizeRole): string | undefined {
  if (role === 'memory' && domain.cells.length > 0) {
    const sum = sumOfParts(domain);
    return sum === undefined || sum === stored
      ? undefined
      : `libvirt replaces it by the sum of the guest’s cells and memory devices: ${String(sum / KIB)} KiB (${formatBytes(sum)}).`;
  }
  const total = sumOfParts(domain) ?? domain.memory?.bytes;
  if (role === 'currentMemory' && total !== undefined && (stored > total || stored === 0n))
    return `libvirt sets it to the guest’s memory: ${String(total / KIB)} KiB (${formatBytes(total)}).`;
  return undefined;
}

function sumOfParts({ cells, memoryDevices }: DomainModel): bigint | undefined {
  if (cells.length === 0) return undefined;
  let sum = 0n;
  for (const { bytes } of [
    ...cells,
    ...memoryDevices.map(({ size }) => ({ bytes: size?.bytes })),
  ]) {
    if (bytes === undefined) return undefined;
    sum += bytes;
  }
  return sum;
}

function rounding(
  { isQemu }: DomainModel,
  size: bigint,
  stored: bigint,
  unit: Unit | undefined,
  role: SizeRole,
): string | undefined {
  const up = stored === size ? '' : ', rounded up';
  const isKiB = unit === undefined || unit.factor === KIB;
  const says = isKiB ? [] : [`libvirt stores ${String(stored / KIB)} KiB${up}`];
  const given = roundedUp(stored, MIB);
  const isRounded = isQemu && role !== 'other' && role !== 'currentMemory' && given !== stored;
  if (isRounded) says.push(`QEMU gets whole MiB: ${String(given / MIB)} MiB`);
  return says.length === 0 ? undefined : `${says.join('; ')}.`;
}

function shareOf(host: HostTopology | undefined, size: bigint): string | undefined {
  if (host === undefined) return undefined;
  let total = 0n;
  let largest = 0n;
  for (const node of host.nodes.values()) {
    const amount = ordinaryMemory(node);
    if (node.total === undefined || amount === undefined) return undefined;
    total += node.total;
    if (amount > largest) largest = amount;
  }
  if (total === 0n) return undefined;
  const percent = (size * 100n + total / 2n) / total;
  const share = percent === 0n ? 'under 1 %' : `${String(percent)} %`;
  const node =
    host.nodes.size < 2
      ? ''
      : `; the largest of its ${host.nodes.size} nodes has ${formatBytes(largest)} for ordinary pages`;
  return `${share} of the ${formatBytes(total)} of ${hostLine(host)}${node}.`;
}
