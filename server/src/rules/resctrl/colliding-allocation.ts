import { removeElement } from '../../domain/edit.ts';
import type { Cachetune } from '../../domain/model.ts';
import type { ReadElement } from '../../domain/read.ts';
import { resctrlGroupsOf } from '../resctrlGroups.ts';
import { domainRule, type Report } from '../rule.ts';

export default domainRule(
  {
    id: 'resctrl/colliding-allocation',
    severity: 'error',
    summary: 'A group of vCPUs has two allocations of one cache or bandwidth controller',
    why: 'libvirt refuses the domain: of a cache a group has one part, or one for code and one for data; of a bandwidth controller one share.',
    reference: 'https://libvirt.org/formatdomain.html#cpu-tuning',
    fix: 'suggested',
    since: '0.1.0',
    about: ['cachetune', 'memorytune'],
    drivers: 'any',
  },
  function* ({ text, domain }) {
    const shares = new Map<string, ReadElement>();
    for (const { tune, key } of resctrlGroupsOf(domain) ?? []) {
      if ('caches' in tune) {
        yield* cacheReports(tune, text);
        continue;
      }
      for (const node of tune.nodes) {
        if (node.id?.value === undefined) continue;
        const share = `${key} ${node.id.value}`;
        const earlier = shares.get(share);
        if (earlier === undefined) shares.set(share, node);
        else
          yield {
            range: node.id.range,
            message: `these vCPUs have a share of bandwidth controller ${node.id.value} already`,
            ...rest(text, node, earlier),
          };
      }
    }
  },
);

function* cacheReports({ caches }: Cachetune, text: string): Iterable<Report> {
  const parts = new Map<string, ReadElement>();
  for (const cache of caches) {
    const { level, id, type } = cache;
    if (level?.value === undefined || id?.value === undefined || type?.value === undefined)
      continue;
    const of = (kind: string) => `${level.value} ${id.value} ${kind}`;
    const others = type.value === 'both' ? ['both', 'code', 'data'] : ['both', type.value];
    const collides = others.find((kind) => parts.has(of(kind)));
    const earlier = collides === undefined ? undefined : parts.get(of(collides));
    if (earlier === undefined || collides === undefined) parts.set(of(type.value), cache);
    else
      yield {
        range: type.range,
        message: `cache ${id.value} of level ${level.value} has a part for '${collides}' in this group already`,
        ...rest(text, cache, earlier),
      };
  }
}

function rest(text: string, element: ReadElement, earlier: ReadElement) {
  const edits = [removeElement(text, element)];
  return {
    related: [{ range: earlier.source.name, message: 'here' }],
    fixes: [{ title: `Remove this <${element.element.tagName}>`, safe: false, edits }],
  };
}
