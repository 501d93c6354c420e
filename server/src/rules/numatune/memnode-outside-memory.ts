import { preallocationIn } from '../../domain/demand.ts';
import { memnodesOutside, memoryPolicy } from '../../domain/policy.ts';
import { formatVersion, isStatedBefore } from '../../domain/versions.ts';
import type { NodeId } from '../../host/topology.ts';
import { offering, rebind } from '../modeFixes.ts';
import { domainRule, type DomainContext, type Report } from '../rule.ts';
import { numbered } from '../words.ts';

/** Since then QEMU's own threads may use the nodes of all `<memnode>`s (libvirt src/qemu/qemu_process.c qemuProcessSetupPid). */
const UNION_SINCE = [9, 4];

export default domainRule(
  {
    id: 'numatune/memnode-outside-memory',
    severity: 'information',
    summary: 'A `<memnode>` names host nodes that a strict or restrictive `<memory>` does not',
    why: "QEMU's own threads allocate the guest's memory. Under a strict `<memory>` libvirt before 9.4 held them on its nodes, so that a cell elsewhere could not be bound. Under a restrictive `<memory>` every release holds them there: only what a vCPU touches first comes from the nodes of its cell.",
    reference: 'https://libvirt.org/formatdomain.html#numa-node-tuning',
    fix: 'suggested',
    since: '0.1.0',
    about: ['memnode'],
  },
  function* (context) {
    const { domain } = context;
    const policy = memoryPolicy(domain);
    const memory = domain.numatune?.memory;
    if (memory === undefined || policy.kind !== 'static') return;
    const general = policy.nodeset.value;
    if (general === undefined) return;
    const offer = offering(context);
    const isTakenAtStart = preallocationIn(domain);
    for (const { cell, nodeset, outside, isAll } of memnodesOutside(domain)) {
      const told =
        policy.mode === 'strict'
          ? underStrict(context, outside, general.values, isAll)
          : underRestrictive(isTakenAtStart(cell), outside, general.values);
      if (told === undefined) continue;
      const wider = [...new Set([...general.values, ...outside])].sort((a, b) => a - b);
      yield {
        range: nodeset.range,
        ...told,
        related: [{ range: policy.nodeset.range, message: 'the nodes of <memory>' }],
        fixes: offer(() => [
          rebind(
            domain,
            [memory],
            { nodes: wider },
            `Add ${numbered('node', outside)} to <memory>`,
          ),
        ]),
      };
    }
  },
);

type Told = Pick<Report, 'message' | 'severity'>;

function underStrict(
  { versions: { libvirt } }: DomainContext,
  outside: readonly NodeId[],
  general: readonly NodeId[],
  isAll: boolean,
): Told | undefined {
  const subject = `${numbered('node', outside)} outside of <memory>'s strict ${numbered('node', general)}`;
  if (libvirt === undefined) {
    const then = isAll ? 'does not start the guest' : 'leaves the rest out silently';
    return { message: `${subject}: libvirt before 9.4 ${then}` };
  }
  if (!isStatedBefore(libvirt, UNION_SINCE)) return undefined;
  const which = `libvirt ${formatVersion(libvirt)}`;
  return isAll
    ? {
        severity: 'error',
        message: `${subject}: ${which} cannot bind the cell, and the guest does not start`,
      }
    : {
        severity: 'warning',
        message: `${subject}: under ${which} the kernel leaves the rest out silently`,
      };
}

function underRestrictive(
  isTakenAtStart: boolean,
  outside: readonly NodeId[],
  general: readonly NodeId[],
): Told {
  const subject = `${numbered('node', outside)} outside of <memory>'s restrictive ${numbered('node', general)}`;
  return isTakenAtStart
    ? {
        severity: 'warning',
        message: `${subject}: the memory is allocated at start, by threads that take it from <memory>'s nodes only`,
      }
    : { message: `${subject}: only memory that a vCPU of the cell touches first comes from there` };
}
