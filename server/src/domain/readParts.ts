import type { Element } from '@xmldom/xmldom';
import { bytes, type Bytes } from '../host/topology.ts';
import type { Problem } from '../text/finding.ts';
import type { AttributeDefinitions, ElementDefinition } from '../vocabulary/define.ts';
import { inStoredKiB, scaled, type Unit } from '../vocabulary/values/size.ts';
import { sourceOf } from '../xml/source.ts';
import { readElement, type Read, type ReadElement, type Written } from './read.ts';

/** A child of which only the place matters, and that may be absent. */
export function plain(element: Element | undefined): ReadElement | undefined {
  return element && { element, source: sourceOf(element) };
}

/** `readElement` for a child that may be absent. */
export function read<A extends AttributeDefinitions, C>(
  definition: ElementDefinition<A, C>,
  element: Element | undefined,
  problems: Problem[],
): Read<ElementDefinition<A, C>> | undefined {
  return element === undefined ? undefined : readElement(definition, element, problems);
}

type SizeElement = {
  readonly content: Written<bigint> | undefined;
  readonly unit: Written<Unit> | undefined;
};

/** A size element with its bytes, where there is one. */
export function sized<E extends SizeElement>(
  element: E | undefined,
  problems: Problem[],
): (E & { readonly bytes: Bytes | undefined }) | undefined {
  return element && { ...element, bytes: sizeOf(element.content, element.unit, problems) };
}

/** The size as libvirt stores it, in whole KiB; undefined when the number or the unit is absent or bad. */
export function sizeOf(
  number: Written<bigint> | undefined,
  unit: Written<Unit> | undefined,
  problems: Problem[],
): Bytes | undefined {
  if (number?.value === undefined) return undefined;
  if (unit !== undefined && unit.value === undefined) return undefined;
  const size = scaled(number.value, unit?.value?.factor ?? 1024n);
  if (size !== undefined) return bytes(inStoredKiB(size) * 1024n);
  problems.push({
    rule: 'memory/bad-size',
    range: number.range,
    message: `${number.text.trim()} ${unit?.text ?? 'KiB'} is too large: libvirt's sizes end below 8 EiB`,
  });
  return undefined;
}
