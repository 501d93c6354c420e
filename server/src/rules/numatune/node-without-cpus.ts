import { rebound } from '../../domain/whatIf.ts';
import { cpulessSetsOf, type CpulessSet } from '../../placement/withoutCpus.ts';
import { harmless } from '../../placement/hazards.ts';
import type { NodeId } from '../../host/topology.ts';
import { widened } from '../../placement/widened.ts';
import type { Fix } from '../../text/finding.ts';
import { harmlessFixes, prefer, rebind } from '../modeFixes.ts';
import { hostRule, type HostContext } from '../rule.ts';
import { numbered, verb } from '../words.ts';

export default hostRule(
  {
    id: 'numatune/node-without-cpus',
    severity: 'error',
    summary: 'Memory is bound to host nodes without CPUs in a way that needs one',
    why: 'Under strict QEMU is started on the CPUs of the nodes, and memory that is allocated at start is taken by threads that run there. Where the nodes have none, the guest does not start, whatever the pins say.',
    reference: 'https://libvirt.org/formatdomain.html#numa-node-tuning',
    fix: 'suggested',
    since: '0.1.0',
    about: ['numatune', 'nodemask'],
    needs: ['cpus'],
  },
  function* (context) {
    const { domain, host, versions } = context;
    const fixesFor = fixer(context);
    for (const cpuless of cpulessSetsOf(domain, host, versions)) {
      const { nodes, nodeset, reason } = cpuless;
      const what = `${numbered('node', nodes)} ${verb(nodes, 'has', 'have')} no CPUs`;
      const consequence =
        reason === 'affinity'
          ? "with 'strict' QEMU is to start there, and cannot"
          : 'the threads that allocate the memory at start are to run there, and cannot';
      yield { range: nodeset.range, message: `${what}: ${consequence}`, fixes: fixesFor(cpuless) };
    }
  },
);

/** Modes under which QEMU may start elsewhere, and the nearest node with CPUs. */
function fixer(context: HostContext): (cpuless: CpulessSet) => readonly Fix[] {
  const { domain, host, versions } = context;
  const isHarmless = harmless(context);
  return ({ from, nodes, reason }) => {
    const isCured = (all: readonly NodeId[]): boolean =>
      all.some((node) => (host.nodes.get(node)?.cpus?.length ?? 0) > 0) &&
      isHarmless(rebound(domain, [from], { nodes: all }));
    const wider = widened(host, nodes, isCured);
    const modes =
      reason === 'affinity'
        ? [
            rebind(domain, [from], { mode: 'restrictive' }, "Change the mode to 'restrictive'"),
            prefer(domain, [from], versions),
          ]
        : [];
    const added = wider?.filter((node) => !nodes.includes(node)) ?? [];
    const title = `Add ${numbered('node', added)}, the nearest with CPUs`;
    const add = wider && rebind(domain, [from], { nodes: wider }, title);
    return harmlessFixes(isHarmless, [...modes, add]);
  };
}
