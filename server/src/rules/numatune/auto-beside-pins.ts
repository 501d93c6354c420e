import { writeValue } from '../../domain/edit.ts';
import type { DomainModel } from '../../domain/model.ts';
import { generalCpuset, pinBesideAuto, vcpupinsOf, type Pin } from '../../domain/pins.ts';
import { rebound } from '../../domain/whatIf.ts';
import { facetsOf } from '../../host/topology.ts';
import { pinnedNodes } from '../../placement/chooseNodes.ts';
import { offering, type Proposal } from '../modeFixes.ts';
import { domainRule, type DomainContext } from '../rule.ts';
import { numbered } from '../words.ts';

export default domainRule(
  {
    id: 'numatune/auto-beside-pins',
    severity: 'warning',
    summary: 'numad chooses the nodes of the memory, and the CPUs are pinned by hand',
    why: 'The pins stand, and the memory follows numad, which knows nothing of them: the two may be on different nodes, and on others at the next start. Any pin also keeps the vCPUs from following numad.',
    reference: 'https://libvirt.org/formatdomain.html#numa-node-tuning',
    fix: 'suggested',
    since: '0.1.0',
    about: ['numatune'],
  },
  function* (context) {
    const { domain } = context;
    const pin = pinBesideAuto(domain);
    const { memory } = domain.numatune ?? {};
    const placement =
      memory?.placement?.value === 'auto' ? memory.placement : domain.vcpu?.placement;
    if (pin === undefined || placement === undefined) return;
    const isVcpuPinned = vcpupinsOf(domain).length > 0 || generalCpuset(domain) !== undefined;
    yield {
      range: placement.range,
      message: isVcpuPinned
        ? 'numad chooses the nodes of the memory, but the vCPUs stay where they are pinned: that may be another node'
        : `numad chooses the nodes of the memory only: because of <${nameOf(pin)}> the vCPUs do not follow, and run on any CPU`,
      related: [{ range: pin.cpuset.range, message: 'pinned here' }],
      fixes: offering(context)(() => [
        staticNodes(context),
        isVcpuPinned ? undefined : autoVcpus(domain),
      ]),
    };
  },
);

function nameOf({ from }: Pin): string {
  return from.element.tagName;
}

/** The nodes of the pinned CPUs by hand. */
function staticNodes({ domain, host }: DomainContext): Proposal | undefined {
  const memory = domain.numatune?.memory;
  if (memory === undefined || host === undefined || !facetsOf(host).has('cpus')) return undefined;
  const nodes = pinnedNodes(domain, host, undefined);
  if (nodes.length === 0) return undefined;
  const isWritten = memory.placement?.value === 'auto';
  const edits = [
    ...(isWritten ? writeValue(memory, 'placement', 'static') : []),
    ...writeValue(memory, 'nodeset', nodes.join()),
  ];
  return {
    fix: { title: `Bind the memory to ${numbered('node', nodes)} of the pins`, safe: false, edits },
    after: rebound(domain, [memory], { nodes, placement: 'static' }),
  };
}

function autoVcpus(domain: DomainModel): Proposal | undefined {
  const { vcpu } = domain;
  if (vcpu === undefined) return undefined;
  const title = 'Let numad place the vCPUs, too';
  return {
    fix: { title, safe: false, edits: writeValue(vcpu, 'placement', 'auto') },
    after: domain,
  };
}
