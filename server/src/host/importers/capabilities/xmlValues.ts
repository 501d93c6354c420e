import type { Element } from '@xmldom/xmldom';
import type { Problem } from '../../../text/finding.ts';
import { range } from '../../../text/range.ts';
import type { SourceRange } from '../../../text/range.ts';
import { contentSource, sourceOf } from '../../../xml/source.ts';
import { badValue, quoted } from '../../hostBlock.ts';
import { parseSize } from '../../parseSize.ts';
import type { Bytes } from '../../topology.ts';

/** Capabilities under reading. */
export interface XmlReading {
  /** Where the XML begins in the file. */
  readonly base: number;
  readonly problems: Problem[];
}

/** Reports that a value is bad, at a place within the XML. */
export function refuse({ base, problems }: XmlReading, at: SourceRange, message: string): void {
  problems.push(badValue(range(base + at.start, base + at.end), message));
}

/** Where an attribute's value stands; without one, the start tag's name. */
export function attributeRange(element: Element, name: string): SourceRange {
  const source = sourceOf(element);
  return source.attributes.get(name)?.value?.range ?? source.name;
}

/** An attribute as a whole number. Undefined when it is absent, and, reported, when it is none in the bounds. */
export function readNumber(
  reading: XmlReading,
  element: Element,
  name: string,
  [smallest, largest]: readonly [number, number],
): number | undefined {
  const written = element.getAttribute(name);
  if (written === null) return undefined;
  const value = /^\d{1,15}$/.test(written) ? Number(written) : -1;
  if (value >= smallest && value <= largest) return value;
  const bounds = `from ${String(smallest)} to ${String(largest)}`;
  const message = `${name} ${quoted(written)} is not a whole number ${bounds}`;
  refuse(reading, attributeRange(element, name), message);
  return undefined;
}

/** A size in its unit, KiB unless stated: the number is the element's text or, if named, an attribute. */
export function readSize(
  reading: XmlReading,
  element: Element,
  attribute?: string,
): Bytes | undefined {
  const number =
    attribute === undefined ? element.textContent : (element.getAttribute(attribute) ?? '');
  const parsed = parseSize(`${number ?? ''} ${element.getAttribute('unit') ?? 'KiB'}`);
  if ('value' in parsed) return parsed.value;
  const at = attribute === undefined ? textRange(element) : attributeRange(element, attribute);
  refuse(
    reading,
    at,
    `the ${attribute ?? element.tagName} ${quoted(number ?? '')} ${parsed.wrong}`,
  );
  return undefined;
}

/** The element's text as a whole number. */
export function readCount(reading: XmlReading, element: Element): number | undefined {
  const written = element.textContent ?? '';
  const value = /^\s*\d{1,15}\s*$/.test(written) ? Number(written) : undefined;
  if (value === undefined)
    refuse(reading, textRange(element), `${quoted(written)} is not a number of pages`);
  return value;
}

function textRange(element: Element): SourceRange {
  const first = element.firstChild;
  return (first === null ? undefined : contentSource(first)?.range) ?? sourceOf(element).name;
}
