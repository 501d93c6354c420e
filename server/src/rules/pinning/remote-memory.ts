import { localitiesOf, memoryNodesOf } from '../../placement/locality.ts';
import { pinEachFix } from '../pinEachVcpu.ts';
import {
  distanceBetween,
  memoryMover,
  memoryWords,
  pinMover,
  RELATED_LIMIT,
  runningWords,
} from '../pinLocality.ts';
import { hostRule } from '../rule.ts';

export default hostRule(
  {
    id: 'pinning/remote-memory',
    severity: 'warning',
    summary: 'vCPUs are pinned to CPUs of one host node, and their memory is bound to another',
    why: 'Every access of the guest to its memory then crosses the link between the nodes. libvirt starts such a guest without a word.',
    reference: 'https://libvirt.org/formatdomain.html#cpu-tuning',
    fix: 'suggested',
    since: '0.1.0',
    about: ['numatune'],
    needs: ['cpus'],
  },
  function* (context) {
    const { domain, host } = context;
    const localities = localitiesOf(domain, host);
    const movePin = pinMover(context);
    const moveMemory = memoryMover(context, localities);
    for (const locality of localities) {
      const { pinned, cpus, cpuNodes, placed } = locality;
      const remote = placed.filter(
        ({ memoryNodes }) => !memoryNodes.some((node) => cpuNodes.includes(node)),
      );
      if (remote.length === 0) continue;
      const distance = distanceBetween(host, cpuNodes, memoryNodesOf(remote));
      const far = distance === undefined ? '' : `, at distance ${distance}`;
      const fixes = [pinEachFix(context, locality) ?? movePin(locality), moveMemory(locality)];
      yield {
        range: pinned.cpuset.range,
        message: `${runningWords(remote, cpus, cpuNodes)}, but ${memoryWords(remote)}${far}`,
        related: remote.slice(0, RELATED_LIMIT).map(({ binding }) => ({
          range: binding.nodeset.range,
          message: 'the memory is bound here',
        })),
        fixes: fixes.filter((fix) => fix !== undefined),
      };
    }
  },
);
