import type { SourceRange } from '../text/range.ts';
import { contentSource, sourceOf } from '../xml/source.ts';
import { childElements, firstChildNamed, isElement, textOf, trimmed } from '../xml/walk.ts';
import type { DomainModel } from './model.ts';

/** What tells that a domain is one of `qemu:///session`. */
export interface SessionSign {
  /** A path that only the session's libvirt makes up. */
  readonly path: string;
  readonly range: SourceRange;
}

/**
 * A sign that the domain belongs to a user's session: its NVRAM is where the session's libvirt puts it
 * (libvirt src/qemu/qemu_conf.c virQEMUDriverConfigNew), or a device uses a socket in the session's runtime folder. undefined where
 * nothing tells.
 */
export function sessionSign({ element }: DomainModel): SessionSign | undefined {
  const os = firstChildNamed(element, 'os');
  const nvram = os && firstChildNamed(os, 'nvram');
  if (nvram !== undefined) {
    const { value, source } = trimmed(textOf(nvram));
    if (IN_CONFIGURATION.test(value)) return { path: value, range: source.range };
  }
  const devices = firstChildNamed(element, 'devices');
  for (const device of devices === undefined ? [] : childElements(devices))
    for (let part = device.firstChild; part !== null; part = part.nextSibling) {
      if (!isElement(part)) continue;
      const path = part.getAttribute('path') ?? '';
      if (!IN_RUNTIME.test(path)) continue;
      const attribute = part.getAttributeNode('path');
      const place = attribute === null ? undefined : contentSource(attribute);
      return { path, range: place?.range ?? sourceOf(part).name };
    }
  return undefined;
}

const IN_CONFIGURATION = /^\/.*\/\.config\/libvirt\/qemu\/nvram\//;
const IN_RUNTIME = /^\/run\/user\/\d+\/libvirt\//;
