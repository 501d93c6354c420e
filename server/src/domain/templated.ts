import type { Element } from '@xmldom/xmldom';
import { sourceOf } from '../xml/source.ts';
import { childElements, childrenNamed, isUnevaluated, textOf } from '../xml/walk.ts';

/** Parts of a domain of which no rule counts the children. */
const APART: ReadonlySet<string> = new Set([
  'metadata',
  'os',
  'features',
  'clock',
  'pm',
  'sysinfo',
  'seclabel',
  'devices',
]);

/** Elements that hold a value and no elements: what a template writes into them is that value. */
const VALUES: ReadonlySet<string> = new Set([
  'name',
  'uuid',
  'title',
  'description',
  'memory',
  'currentMemory',
  'maxMemory',
  'vcpu',
  'iothreads',
  'size',
  'node',
  'nodemask',
  'pagesize',
]);

/** Attributes by which elements are told apart, or on which it hangs what others mean: where one is unknown, so is which element is meant. */
const TELLING = ['cellid', 'id', 'vcpu', 'vcpus', 'iothread', 'placement', 'arch', 'machine'];

/**
 * Whether a template's statements stand where they decide which elements and attributes there are of those that rules count: then nothing
 * can be said of the domain but of single values. The same where it is unknown which cell or vCPU is meant. Statements around other devices than memory do no harm.
 */
export function isTemplated(domain: Element): boolean {
  const waiting = [domain];
  for (let element = waiting.pop(); element !== undefined; element = waiting.pop()) {
    const isDomain = element === domain;
    for (const child of childElements(element)) {
      if (!isDomain || !APART.has(child.tagName)) waiting.push(child);
      else if (child.tagName === 'devices') waiting.push(...memoryDevices(child));
      else if (child.tagName === 'os' && childrenNamed(child, 'type').some(isAnybody)) return true;
    }
    if (!isDomain && isAnybody(element)) return true;
    if (!sourceOf(element).templated) continue;
    if (isDomain || !holdsValue(element)) return true;
  }
  return childrenNamed(domain, 'devices').some(
    (devices) => sourceOf(devices).templated && holdsMemory(devices),
  );
}

function isAnybody(element: Element): boolean {
  const { attributes } = sourceOf(element);
  return TELLING.some((name) => {
    const value = attributes.get(name)?.value;
    return value !== undefined && isUnevaluated(value);
  });
}

function holdsValue(element: Element): boolean {
  if (!VALUES.has(element.tagName) || childElements(element).length > 0) return false;
  return isUnevaluated(textOf(element).source);
}

const memoryDevices = (devices: Element): readonly Element[] => childrenNamed(devices, 'memory');

const holdsMemory = (devices: Element): boolean => memoryDevices(devices).length > 0;
