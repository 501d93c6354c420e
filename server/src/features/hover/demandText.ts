import { demandOf } from '../../domain/demand.ts';
import type { DomainModel } from '../../domain/model.ts';
import type { Binding } from '../../domain/policy.ts';
import { formatBytes } from '../../host/format.ts';
import { needy } from './bound.ts';
import { capital } from './words.ts';

/** `The guest needs 35 GiB.` Empty when a size is not known. */
export function demandText(domain: DomainModel, bindings: readonly Binding[]): string {
  let need = 0n;
  for (const { cell } of bindings) {
    const demand = demandOf(domain, cell);
    if (demand === undefined) return '';
    need += demand;
  }
  return `${capital(needy(bindings))} ${formatBytes(need)}.`;
}
