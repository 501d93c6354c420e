import type { Element } from '@xmldom/xmldom';
import type { Name } from '../../relaxng/pattern/nameClass.ts';
import { commonIn } from '../../vocabulary/common.ts';
import { freeDiskNames } from './diskNames.ts';

/** The words that an attribute of an element usually has. */
export function usualWords(element: Element, { local }: Name): readonly string[] {
  const parent = element.parentElement;
  if (local === 'dev' && element.tagName === 'target' && parent?.tagName === 'disk')
    return freeDiskNames(parent.parentElement, element);
  const { attributes } = commonIn(element.tagName, parent?.tagName);
  return attributes.find(({ name }) => name === local)?.words ?? [];
}
