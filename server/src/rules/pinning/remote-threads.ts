import { dedicatedVcpus } from '../../domain/dedicated.ts';
import { writeValue } from '../../domain/edit.ts';
import { bindingsOf } from '../../domain/policy.ts';
import { formatIdSet } from '../../host/format.ts';
import { remoteThreadsOf } from '../../placement/pinnedThreads.ts';
import { cpusOf, pinnedThread, RELATED_LIMIT } from '../pinLocality.ts';
import { hostRule } from '../rule.ts';
import { numbered } from '../words.ts';

export default hostRule(
  {
    id: 'pinning/remote-threads',
    severity: 'warning',
    summary:
      'The emulator, or an I/O thread, is pinned to CPUs of other nodes than the guest’s memory',
    why: 'What a disk or a network card brings then crosses the link between the nodes on its way into the guest, and so do the pages that the emulator fills.',
    reference: 'https://libvirt.org/formatdomain.html#cpu-tuning',
    fix: 'suggested',
    since: '0.1.0',
    about: ['numatune'],
    needs: ['cpus'],
  },
  function* ({ domain, host }) {
    const threads = remoteThreadsOf(domain, host);
    if (threads.length === 0) return;
    const owned = new Set(dedicatedVcpus(domain).map(({ cpu }) => cpu));
    for (const thread of threads) {
      const { pin, isEmulator, cpuset, cpus, nodes, memoryNodes } = thread;
      const near = cpusOf(host, memoryNodes);
      const free = near.filter((cpu) => !owned.has(cpu));
      const target = free.length > 0 ? free : near;
      yield {
        severity: isEmulator ? 'warning' : 'information',
        range: cpuset.range,
        message: `${pinnedThread(pin)} runs on ${numbered('CPU', cpus)} of ${numbered('node', nodes)}, but the guest's memory is on ${numbered('node', memoryNodes)}`,
        related: bindingsOf(domain)
          .slice(0, RELATED_LIMIT)
          .map(({ nodeset }) => ({ range: nodeset.range, message: 'the memory is bound here' })),
        fixes: [
          {
            title: `Pin to ${numbered('CPU', target)} of ${numbered('node', memoryNodes)}`,
            safe: false,
            edits: writeValue(pin, 'cpuset', formatIdSet(target)),
          },
        ],
      };
    }
  },
);
