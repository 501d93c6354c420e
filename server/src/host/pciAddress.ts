/** The address of a PCI device as Linux and lstopo write it: `0000:41:00.0`. */
export function pciAddress(domain: number, bus: number, slot: number, fn: number): string {
  const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');
  return `${hex(domain, 4)}:${hex(bus, 2)}:${hex(slot, 2)}.${hex(fn, 1)}`;
}

/** The same address in its one spelling, with the domain 0 where none is written; undefined for other texts. */
export function readPciAddress(text: string): string | undefined {
  const [, domain = '0', bus = '', slot = '', fn = ''] = WRITTEN.exec(text) ?? [];
  if (bus === '') return undefined;
  return pciAddress(parseInt(domain, 16), parseInt(bus, 16), parseInt(slot, 16), Number(fn));
}

const WRITTEN = /^\s*(?:([\da-f]{1,8}):)?([\da-f]{1,2}):([\da-f]{1,2})\.([0-7])\s*$/i;
