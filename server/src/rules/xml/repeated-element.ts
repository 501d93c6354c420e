import type { Element } from '@xmldom/xmldom';
import { removeElement } from '../../domain/edit.ts';
import { cpuTimes } from '../../vocabulary/cpuTime.ts';
import { sourceOf } from '../../xml/source.ts';
import { childElements } from '../../xml/walk.ts';
import { domainRule, type Report } from '../rule.ts';

/**
 * Children of which libvirt reads the first and drops the others (`[1]` in the paths of libvirt src/conf/domain_conf.c
 * virDomainDefParseMemory, virDomainVcpuParse, virDomainDefParseIOThreads, src/conf/numa_conf.c virDomainNumatuneParseXML,
 * virDomainNumaDefParseXML, virDomainNumaDefNodeDistanceParseXML, virDomainNumaDefNodeCacheParseXML).
 */
const FIRST_ONLY: readonly (readonly [parent: readonly string[], child: string])[] = [
  [[], 'memory'],
  [[], 'currentMemory'],
  [[], 'maxMemory'],
  [[], 'vcpu'],
  [[], 'iothreads'],
  [[], 'defaultiothread'],
  [['cputune'], 'shares'],
  ...cpuTimes.map(({ name }): [string[], string] => [['cputune'], name]),
  [['numatune'], 'memory'],
  [['cpu'], 'numa'],
  [['cpu', 'numa', 'cell'], 'distances'],
  [['cpu', 'numa'], 'interconnects'],
  [['cpu', 'numa', 'cell', 'cache'], 'size'],
  [['cpu', 'numa', 'cell', 'cache'], 'line'],
];

/** The same as a tree, so that the children of each element are looked through once. */
interface Parent {
  readonly firstOnly: Set<string>;
  readonly parents: Map<string, Parent>;
}

const DOMAIN = treeOf(FIRST_ONLY);

function treeOf(paths: typeof FIRST_ONLY): Parent {
  const root: Parent = { firstOnly: new Set(), parents: new Map() };
  for (const [path, child] of paths) {
    let at = root;
    for (const name of path) {
      const next = at.parents.get(name) ?? { firstOnly: new Set(), parents: new Map() };
      at.parents.set(name, next);
      at = next;
    }
    at.firstOnly.add(child);
  }
  return root;
}

export default domainRule(
  {
    id: 'xml/repeated-element',
    severity: 'warning',
    summary: 'An element stands a second time, and libvirt reads the first only',
    why: 'libvirt reads the first one and drops the others without a word. Only `virsh edit` and `--validate` refuse them.',
    reference: 'https://libvirt.org/formatdomain.html',
    fix: 'suggested',
    since: '0.1.0',
    drivers: 'any',
  },
  ({ text, domain }) => further(text, domain.element, DOMAIN),
);

function* further(
  text: string,
  parent: Element,
  { firstOnly, parents }: Parent,
): Generator<Report> {
  const firsts = new Map<string, Element>();
  for (const element of childElements(parent)) {
    const { localName: name, namespaceURI } = element;
    if (name === null || namespaceURI !== null) continue;
    const below = parents.get(name);
    if (below !== undefined) yield* further(text, element, below);
    if (!firstOnly.has(name)) continue;
    const first = firsts.get(name);
    if (first === undefined) {
      firsts.set(name, element);
      continue;
    }
    const source = sourceOf(element);
    if (source.halfTyped) continue;
    yield {
      range: source.name,
      message: `there is a <${name}> in <${parent.tagName}> already: libvirt reads that one and drops this`,
      related: [{ range: sourceOf(first).name, message: `the <${name}> that libvirt reads` }],
      fixes: [
        {
          title: `Remove this <${name}>`,
          safe: false,
          edits: [removeElement(text, { element, source })],
        },
      ],
    };
  }
}
