import { wholeDemand } from '../domain/demand.ts';
import type { DomainModel } from '../domain/model.ts';
import type { Overhead } from './configuration.ts';

/** What QEMU takes beside a guest's memory, in bytes, as a configuration states it; none where it states nothing. */
export function overheadOf(overhead: Overhead | undefined, domain: DomainModel): bigint {
  if (overhead === undefined) return 0n;
  if ('bytes' in overhead) return overhead.bytes;
  const demand = wholeDemand(domain) ?? 0n;
  return (demand * BigInt(Math.round(overhead.percent * 1000))) / 100_000n;
}
