import { insertBefore } from '../../domain/edit.ts';
import type { DomainModel, Memnode } from '../../domain/model.ts';
import { effectiveMode, restrictiveMix, type RestrictiveMix } from '../../domain/policy.ts';
import { isStatedBefore } from '../../domain/versions.ts';
import { withMemory } from '../../domain/whatIf.ts';
import { formatIdSet } from '../../host/format.ts';
import type { NodeId } from '../../host/topology.ts';
import { offering, rebindAlone, type Proposal } from '../modeFixes.ts';
import { domainRule, type DomainContext } from '../rule.ts';

export default domainRule(
  {
    id: 'numatune/restrictive-mixed',
    severity: 'error',
    summary: 'Some of `<memory>` and the `<memnode>`s are restrictive, and others are not',
    why: 'restrictive leaves QEMU without any binding, and the other modes rest on one: libvirt accepts all of them restrictive, or none. A missing `<memory>` and a missing mode count as strict.',
    reference: 'https://libvirt.org/formatdomain.html#numa-node-tuning',
    fix: 'suggested',
    since: '0.1.0',
    about: ['memnode'],
    drivers: 'any',
  },
  function* (context) {
    const { domain, versions } = context;
    const mix = restrictiveMix(domain);
    if (mix === undefined) return;
    const offer = offering(context);
    // Before 9.4 libvirt looked for one of the two combinations only.
    const isAccepted = !mix.memoryIsRestrictive && isStatedBefore(versions.libvirt, [9, 4]);
    const who = isAccepted ? 'libvirt 9.4 and later accept' : 'libvirt accepts';
    const { memory } = domain.numatune ?? {};
    for (const memnode of mix.memnodes) {
      yield {
        ...(isAccepted ? { severity: 'information' } : {}),
        range: memnode.mode?.range ?? memnode.source.name,
        message: `this <memnode> ${modeWords(memnode)}, ${generalWords(domain, mix)}: ${who} all restrictive, or none`,
        related:
          memory === undefined
            ? []
            : [
                {
                  range: memory.mode?.range ?? memory.source.name,
                  message: 'the mode of <memory>',
                },
              ],
        fixes: offer(() => proposals(context, mix, memnode)),
      };
    }
  },
);

function modeWords({ mode }: Pick<Memnode, 'mode'>): string {
  return mode === undefined ? 'has no mode, which means strict' : `is '${mode.text}'`;
}

function generalWords({ numatune }: DomainModel, { memoryIsRestrictive }: RestrictiveMix): string {
  const memory = numatune?.memory;
  if (memoryIsRestrictive) return "<memory> is 'restrictive'";
  if (memory?.nodeset === undefined) return 'and no <memory> counts as strict';
  return `<memory> ${modeWords(memory)}`;
}

function proposals(
  context: DomainContext,
  { memoryIsRestrictive, memnodes: odd }: RestrictiveMix,
  memnode: Memnode,
): readonly (Proposal | undefined)[] {
  const { domain } = context;
  const { memory, memnodes = [] } = domain.numatune ?? {};
  const own = effectiveMode(memnode);
  if (own === undefined) return [];
  if (memory === undefined || memory.nodeset === undefined)
    return [
      odd.length === memnodes.length ? addedMemory(context, memnodes) : undefined,
      rebindAlone(domain, [memnode], { mode: 'strict' }, "Change the mode to 'strict'"),
    ];
  const general = effectiveMode(memory) ?? 'strict';
  const alike = rebindAlone(
    domain,
    [memnode],
    { mode: general },
    `Change the mode to '${general}', as <memory>`,
  );
  const others = memoryIsRestrictive
    ? [memory, ...memnodes.filter((other) => effectiveMode(other) === 'restrictive')]
    : [memory, ...memnodes.filter((other) => effectiveMode(other) !== 'restrictive')];
  const all = others.length > 1 ? '<memory> and other <memnode>s' : '<memory>';
  return [alike, rebindAlone(domain, others, { mode: own }, `Change ${all} to '${own}'`)];
}

/** A restrictive `<memory>` over all nodes of the memnodes. */
function addedMemory(
  { domain, text }: DomainContext,
  memnodes: readonly Memnode[],
): Proposal | undefined {
  const [first] = memnodes;
  if (first === undefined || domain.numatune?.memory !== undefined) return undefined;
  const nodes = [...new Set(memnodes.flatMap(({ nodeset }) => nodeset?.value?.values ?? []))];
  if (nodes.length === 0) return undefined;
  const sorted: readonly NodeId[] = nodes.sort((a, b) => a - b);
  const value = formatIdSet(sorted);
  return {
    fix: {
      title: `Add <memory mode='restrictive' nodeset='${value}'/>`,
      safe: false,
      edits: [insertBefore(text, first, [`<memory mode='restrictive' nodeset='${value}'/>`])],
    },
    after: withMemory(domain, 'restrictive', sorted),
  };
}
