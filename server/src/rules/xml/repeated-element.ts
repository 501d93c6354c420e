import type { Element } from '@xmldom/xmldom';
import { removeElement } from '../../domain/edit.ts';
import { cpuTimes } from '../../vocabulary/cpuTime.ts';
import { sourceOf } from '../../xml/source.ts';
import { childElements, childrenNamed } from '../../xml/walk.ts';
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

/** The names below one parent: its children are looked through once. */
const BY_PARENT = byParent();

function byParent(): readonly (readonly [parent: readonly string[], names: ReadonlySet<string>])[] {
  const groups = new Map<string, [readonly string[], Set<string>]>();
  for (const [parent, child] of FIRST_ONLY) {
    const key = parent.join('/');
    const group = groups.get(key) ?? [parent, new Set<string>()];
    groups.set(key, group);
    group[1].add(child);
  }
  return [...groups.values()];
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
  function* ({ text, domain }) {
    for (const [path, names] of BY_PARENT)
      for (const parent of elementsAt(domain.element, path)) yield* further(text, parent, names);
  },
);

function elementsAt(domain: Element, path: readonly string[]): readonly Element[] {
  let found: readonly Element[] = [domain];
  for (const name of path) found = found.flatMap((element) => childrenNamed(element, name));
  return found;
}

function* further(text: string, parent: Element, names: ReadonlySet<string>): Generator<Report> {
  const firsts = new Map<string, Element>();
  for (const element of childElements(parent)) {
    const { localName: name, namespaceURI } = element;
    if (name === null || namespaceURI !== null || !names.has(name)) continue;
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
