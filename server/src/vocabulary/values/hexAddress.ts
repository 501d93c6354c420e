import type { ValueType } from '../define.ts';

const GREATEST = 2n ** 64n - 1n;

/** A guest physical address, base 16 with or without 0x (libvirt src/util/virxml.c virXMLPropULongLong). */
export const hexAddress: ValueType<bigint> = {
  name: 'a guest address',
  doc: 'An address in the guest’s memory, in bytes, base 16: `0x100000000`.',
  parse(text, place) {
    const digits = /^[ \t\n\v\f\r]*\+?(?:0x)?([0-9a-f]{1,32})$/i.exec(text)?.[1];
    const value = digits === undefined ? undefined : BigInt(`0x${digits}`);
    if (value !== undefined && value <= GREATEST) return { value, problems: [] };
    const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
    return {
      value: undefined,
      problems: [
        {
          message: `'${shown}' is not a guest address: a number in base 16 is expected, such as 0x100000000`,
          range: place(0, text.length),
        },
      ],
    };
  },
  suggest: () => [],
};
