import { writeValue } from '../../domain/edit.ts';
import { formatIdSet } from '../../host/format.ts';
import type { CpuId, NodeId } from '../../host/topology.ts';
import {
  localitiesOf,
  memoryNodesOf,
  nodesByCpu,
  nodesOfCpus,
  type Locality,
} from '../../placement/locality.ts';
import type { Fix } from '../../text/finding.ts';
import { pinEachFix } from '../pinEachVcpu.ts';
import { memoryWords, RELATED_LIMIT } from '../pinLocality.ts';
import { hostRule } from '../rule.ts';
import { numbered } from '../words.ts';

export default hostRule(
  {
    id: 'pinning/partly-remote-memory',
    severity: 'information',
    summary: 'Some of the CPUs that vCPUs are pinned to are on other nodes than their memory',
    why: 'Whether the guest runs near its memory then depends on which of its CPUs the scheduler picks, and changes while it runs.',
    reference: 'https://libvirt.org/formatdomain.html#cpu-tuning',
    fix: 'suggested',
    since: '0.1.0',
    about: ['numatune'],
    needs: ['cpus'],
  },
  function* (context) {
    const { domain, host } = context;
    const nodeOf = nodesByCpu(host);
    for (const locality of localitiesOf(domain, host)) {
      const { pinned, cpus, placed } = locality;
      const partly = partlyRemote(locality);
      // A set that names every CPU of the host pins nothing.
      if (partly.length === 0 || cpus.length === nodeOf.size) continue;
      const near = new Set(memoryNodesOf(partly));
      const isNear = (cpu: CpuId) => {
        const node = nodeOf.get(cpu);
        return node !== undefined && near.has(node);
      };
      const remote = cpus.filter((cpu) => !isNear(cpu));
      const vcpus = partly.flatMap((part) => part.vcpus);
      const which = remote.length === 0 ? cpus : remote;
      const place = `${numbered('CPU', which)} of ${numbered('node', nodesOfCpus(which, nodeOf))}`;
      const but =
        remote.length === 0 ? 'each cell has its memory on one of them' : memoryWords(partly);
      const fix =
        placed.length > 1
          ? pinEachFix(context, locality)
          : narrowFix(locality, cpus.filter(isNear), nodeOf);
      yield {
        range: pinned.cpuset.range,
        message: `${numbered('vCPU', vcpus)} may run on ${place}, but ${but}`,
        related: partly.slice(0, RELATED_LIMIT).map(({ binding }) => ({
          range: binding.nodeset.range,
          message: 'the memory is bound here',
        })),
        fixes: fix === undefined ? [] : [fix],
      };
    }
  },
);

function partlyRemote({ cpuNodes, placed }: Locality) {
  return placed.filter(({ memoryNodes }) => {
    const near = cpuNodes.filter((node) => memoryNodes.includes(node));
    return near.length > 0 && near.length < cpuNodes.length;
  });
}

function narrowFix(
  { pinned }: Locality,
  near: readonly CpuId[],
  nodeOf: ReadonlyMap<CpuId, NodeId>,
): Fix {
  const where = numbered('node', nodesOfCpus(near, nodeOf));
  const edits = writeValue(pinned.from, 'cpuset', formatIdSet(near));
  return { title: `Pin to ${numbered('CPU', near)} of ${where}`, safe: false, edits };
}
