import type { DomainModel } from '../domain/model.ts';
import type { SourceRange } from '../text/range.ts';

/**
 * The name of the domain that holds a place; what stands outside of all is the only domain's, if there is but one.
 * @param domains in document order
 */
export function nameAround(
  domains: readonly DomainModel[],
  { start }: SourceRange,
): string | undefined {
  let low = 0;
  let high = domains.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((domains[middle]?.source.whole.start ?? 0) <= start) low = middle + 1;
    else high = middle;
  }
  const before = domains[low - 1];
  const around = before !== undefined && start <= before.source.whole.end ? before : undefined;
  return (around ?? (domains.length === 1 ? domains[0] : undefined))?.name?.value;
}
