import type { Element } from '@xmldom/xmldom';
import { remembered } from '../text/remembered.ts';
import type { SourceRange } from '../text/range.ts';
import { contentSource, sourceOf } from '../xml/source.ts';
import { childElements, firstChildNamed, isElement, textOf, trimmed } from '../xml/walk.ts';
import type { DomainModel } from './model.ts';

/** What tells that a domain belongs to `qemu:///session`. */
export interface Session {
  /** A path that only the session's libvirt makes up; undefined where the project's configuration says it. */
  readonly sign: SourceRange | undefined;
}

/**
 * Whether the domain belongs to a user's session: the project's configuration says so, its NVRAM is where the session's libvirt puts it
 * (libvirt src/qemu/qemu_conf.c virQEMUDriverConfigNew), or a device uses a socket in the session's runtime folder. undefined where
 * nothing tells. In a session there are no control groups (src/hypervisor/domain_cgroup.c virDomainCgroupInitCgroup).
 */
export function sessionOf({ element, isSaidInSession }: DomainModel): Session | undefined {
  if (isSaidInSession) return { sign: undefined };
  const sign = signIn(element);
  return sign && { sign };
}

const signIn = remembered((element: Element): SourceRange | undefined => {
  const os = firstChildNamed(element, 'os');
  const nvram = os && firstChildNamed(os, 'nvram');
  if (nvram !== undefined) {
    const { value, source } = trimmed(textOf(nvram));
    if (IN_CONFIGURATION.test(value)) return source.range;
  }
  const devices = firstChildNamed(element, 'devices');
  for (const device of devices === undefined ? [] : childElements(devices))
    for (let part = device.firstChild; part !== null; part = part.nextSibling) {
      if (!isElement(part)) continue;
      const attribute = part.getAttributeNode('path');
      if (attribute === null || !IN_RUNTIME.test(attribute.value)) continue;
      return contentSource(attribute)?.range ?? sourceOf(part).name;
    }
  return undefined;
});

const IN_CONFIGURATION = /^\/.*\/\.config\/libvirt\/qemu\/nvram\//;
const IN_RUNTIME = /^\/run\/user\/\d+\/libvirt\//;
