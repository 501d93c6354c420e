import type { ValueType } from '../define.ts';

/** 32 hexadecimal digits; hyphens and white space between them are skipped (libvirt src/util/viruuid.c virUUIDParse). */
export const guestUuid: ValueType<string> = {
  name: 'a UUID',
  doc: '32 hexadecimal digits, usually grouped by hyphens.',
  parse(text, place) {
    const digits = text.replace(/[-\s]/g, '');
    if (/^[0-9a-f]{32}$/i.test(digits)) return { value: digits.toLowerCase(), problems: [] };
    const shown = text.trim().length > 40 ? `${text.trim().slice(0, 40)}…` : text.trim();
    return {
      value: undefined,
      problems: [
        {
          message: `'${shown}' is not a UUID: 32 hexadecimal digits are expected, such as 123e4567-e89b-12d3-a456-426614174000`,
          range: place(0, text.length),
        },
      ],
    };
  },
  suggest: () => [],
};
