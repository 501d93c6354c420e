import type { ElementSource } from '../../xml/source.ts';

/** The quote that the element's attributes use; `'`, as libvirt writes them, where none has any. */
export function quoteOf({ attributes }: ElementSource): string {
  return [...attributes.values()].find(({ quote }) => quote !== '')?.quote ?? "'";
}
