import { writeValue } from '../../domain/edit.ts';
import { pinBesideAuto, vcpuCountOf } from '../../domain/pins.ts';
import { rebound } from '../../domain/whatIf.ts';
import { formatIdSet } from '../../host/format.ts';
import { facetsOf, type NodeId } from '../../host/topology.ts';
import { chooseNodes } from '../../placement/chooseNodes.ts';
import { harmless } from '../../placement/hazards.ts';
import { offering, type Proposal } from '../modeFixes.ts';
import { cpusOf } from '../pinLocality.ts';
import { numbered, verb } from '../words.ts';
import { memoryPolicy, vcpuPlacement } from '../../domain/policy.ts';
import { domainRule, type DomainContext } from '../rule.ts';

export default domainRule(
  {
    id: 'numatune/auto-needs-numad',
    severity: 'information',
    summary: 'Automatic placement needs numad on the host',
    why: 'libvirt asks numad for nodes whenever the guest starts. Where numad is not installed, or libvirt was built without it, the guest does not start; where it is, the answer may be another at each start.',
    reference: 'https://libvirt.org/formatdomain.html#cpu-allocation',
    fix: 'suggested',
    since: '0.1.0',
  },
  function* (context) {
    const { domain, host } = context;
    const ofMemory = domain.numatune?.memory?.placement;
    const ofVcpu = domain.vcpu?.placement;
    const isAuto = vcpuPlacement(domain) === 'auto' || memoryPolicy(domain).kind === 'auto';
    const placement = ofVcpu?.value === 'auto' ? ofVcpu : ofMemory;
    // Whether numad is there may hang on a host that is not described: without a word of it this is only told.
    if (!isAuto || placement?.value !== 'auto' || host?.numad === true) return;
    // libvirt's own note of a guest that runs: numad has answered.
    if (domain.element.parentElement?.tagName === 'domstatus') return;
    const fixes = offering(context)(() => [byHand(context)]);
    yield host?.numad === false
      ? {
          fixes,
          severity: 'error',
          range: placement.range,
          message: `numad is to choose the nodes, and ${host.name} has no numad: the guest does not start`,
        }
      : {
          fixes,
          range: placement.range,
          message:
            'numad chooses the nodes at each start: without numad on the host the guest does not start',
        };
  },
);

/** The nodes that hold the guest, and their CPUs, in place of numad's answer; none where pins or <memnode>s have a say. */
function byHand({ domain, host, versions }: DomainContext): Proposal | undefined {
  const { vcpu } = domain;
  const memory = domain.numatune?.memory;
  const vcpus = vcpuCountOf(domain);
  if (vcpu === undefined || memory === undefined || vcpus === undefined) return undefined;
  if (memoryPolicy(domain).kind !== 'auto' || domain.numatunes.length > 1) return undefined;
  if (host === undefined || pinBesideAuto(domain) !== undefined) return undefined;
  if ((domain.numatune?.memnodes.length ?? 0) > 0) return undefined;
  const facets = facetsOf(host);
  if (!facets.has('total') || !facets.has('cpus')) return undefined;
  const isHarmless = harmless({ domain, host, versions });
  const bound = (nodes: readonly NodeId[]) =>
    rebound(domain, [memory], { nodes, placement: 'static' });
  const nodes = chooseNodes(
    domain,
    host,
    { near: [] },
    (some) => cpusOf(host, some).length >= vcpus && isHarmless(bound(some)),
  );
  if (nodes === undefined) return undefined;
  const title = `Choose ${numbered('node', nodes)} and ${verb(nodes, 'its', 'their')} CPUs by hand`;
  const edits = [
    ...(vcpu.placement === undefined ? [] : writeValue(vcpu, 'placement', 'static')),
    ...writeValue(vcpu, 'cpuset', formatIdSet(cpusOf(host, nodes))),
    ...(memory.placement === undefined ? [] : writeValue(memory, 'placement', 'static')),
    ...writeValue(memory, 'nodeset', formatIdSet(nodes)),
  ];
  return { fix: { title, safe: false, edits }, after: bound(nodes) };
}
