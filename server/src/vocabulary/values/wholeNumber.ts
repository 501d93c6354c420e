import type { Parsed, Place, Suggestion, Surroundings, ValueType } from '../define.ts';

/** A whole number in base 10 as libvirt's virStrToLong family reads it: leading white space and `+` allowed, nothing behind. */
export function wholeNumber<N extends number>(
  name: string,
  doc: string,
  limits: { readonly min?: number; readonly max?: number } = {},
  suggest: (around: Surroundings) => readonly Suggestion[] = () => [],
): ValueType<N> {
  const { min = 0, max = 0xffffffff } = limits;
  return {
    name,
    doc,
    suggest,
    parse: (text, place) => parseNumber<N>(text, place, name, min, max),
  };
}

function parseNumber<N extends number>(
  text: string,
  place: Place,
  name: string,
  min: number,
  max: number,
): Parsed<N> {
  const range = place(0, text.length);
  const digits = /^[ \t\n\v\f\r]*\+?(\d+)$/.exec(text)?.[1];
  const value = Number(digits);
  if (digits !== undefined && value >= min && value <= max)
    return { value: value as N, problems: [] };
  return { value: undefined, problems: [problemOf(text, range, name, digits, min, max)] };
}

function problemOf(
  text: string,
  range: { start: number; end: number },
  name: string,
  digits: string | undefined,
  min: number,
  max: number,
) {
  const tight = text.trim();
  const shown = tight.length > 30 ? `${tight.slice(0, 30)}…` : tight;
  if (digits !== undefined)
    return {
      message: `${digits.length > 20 ? shown : digits} is out of range: ${name} is ${min} to ${max}`,
      range,
    };
  if (/^\d+$/.test(tight))
    return {
      message: `'${shown} ' has a blank behind the number: libvirt refuses it`,
      range,
      fixes: [{ title: 'Remove the blanks', safe: true, edits: [{ range, newText: tight }] }],
    };
  const found = tight === '' ? 'an empty value' : `'${shown}'`;
  return { message: `${found} is not ${name}: a whole number is expected`, range };
}
