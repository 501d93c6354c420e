import type { Document, Element } from '@xmldom/xmldom';
import { childElements } from '../xml/walk.ts';

/** Roots of libvirt documents in which a whole domain can stand (libvirt src/conf: snapshot, checkpoint, status files). */
export const DOMAIN_ROOTS: ReadonlySet<string> = new Set([
  'domain',
  'domainsnapshot',
  'domaincheckpoint',
  'domstatus',
]);

/** The elements in them that are domains. */
const WITHIN: Readonly<Record<string, readonly string[]>> = {
  domainsnapshot: ['domain', 'inactiveDomain'],
  domaincheckpoint: ['domain'],
  domstatus: ['domain'],
};

/**
 * The libvirt domains of a document, in document order. Other software has `<domain>` files, too (WildFly in a namespace,
 * GlassFish without a type): a domain has no namespace, and a `type` or a child that only libvirt's domains have.
 */
export function findDomains(document: Document): readonly Element[] {
  return childElements(document)
    .filter(({ namespaceURI }) => namespaceURI === null)
    .flatMap((root) => (root.localName === 'domain' ? [root] : domainsIn(root)))
    .filter(isLibvirtDomain);
}

function domainsIn(root: Element): readonly Element[] {
  const names = WITHIN[root.localName ?? ''];
  if (names === undefined) return [];
  return childElements(root).filter(
    ({ localName, namespaceURI }) => namespaceURI === null && names.includes(localName ?? ''),
  );
}

const TELLING_CHILDREN: ReadonlySet<string> = new Set([
  'uuid',
  'memory',
  'currentMemory',
  'vcpu',
  'numatune',
  'cputune',
  'memoryBacking',
  'os',
  'cpu',
  'devices',
  'on_poweroff',
]);

const ATTRIBUTES_OF_OTHERS: ReadonlySet<string> = new Set(['application-root', 'log-root']);

function isLibvirtDomain(element: Element): boolean {
  if ([...ATTRIBUTES_OF_OTHERS].some((name) => element.hasAttribute(name))) return false;
  if (element.hasAttribute('type')) return true;
  return childElements(element).some((child) => TELLING_CHILDREN.has(child.tagName));
}
