import type { Element } from '@xmldom/xmldom';
import { remembered } from '../text/remembered.ts';
import type { SourceRange } from '../text/range.ts';
import { attributeSource } from '../xml/source.ts';
import type { SourcedText } from '../xml/sourcedText.ts';
import {
  childElements,
  firstChildNamed,
  isElement,
  isUnevaluated,
  textOf,
  trimmed,
} from '../xml/walk.ts';
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
  const sign = signsIn(element).find(isSign);
  return sign && { sign: sign.source.range };
}

/** The same, or a template writes what would tell. */
export function mayBeInSession({ element, isSaidInSession }: DomainModel): boolean {
  return isSaidInSession || signsIn(element).length > 0;
}

/** Paths that are signs, and those that may become one when a template is filled in. */
const signsIn = remembered((element: Element): readonly Path[] => {
  const os = firstChildNamed(element, 'os');
  const nvram = os && firstChildNamed(os, 'nvram');
  const devices = firstChildNamed(element, 'devices');
  const paths: Path[] =
    nvram === undefined ? [] : [{ ...trimmed(textOf(nvram)), sign: IN_CONFIGURATION }];
  for (const device of devices === undefined ? [] : childElements(devices))
    for (let part = device.firstChild; part !== null; part = part.nextSibling) {
      const attribute = isElement(part) ? part.getAttributeNode('path') : null;
      const source = attribute === null ? undefined : attributeSource(attribute)?.value;
      if (attribute === null || source === undefined) continue;
      paths.push({ value: attribute.value, source, sign: IN_RUNTIME });
    }
  return paths.filter(
    (path) => isSign(path) || (isUnevaluated(path.source) && MAY_BE.test(path.value)),
  );
});

interface Path extends SourcedText {
  readonly sign: RegExp;
}

const isSign = ({ value, sign }: Path): boolean => sign.test(value);

const IN_CONFIGURATION = /^\/.*\/\.config\/libvirt\/qemu\/nvram\//;
const IN_RUNTIME = /^\/run\/user\/\d+\/libvirt\//;
const MAY_BE = /^(?!\/)|^\/run\/user\//;
