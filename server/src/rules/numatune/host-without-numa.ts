import { removeElement } from '../../domain/edit.ts';
import { memoryPolicy } from '../../domain/policy.ts';
import { hostRule } from '../rule.ts';

export default hostRule(
  {
    id: 'numatune/host-without-numa',
    severity: 'error',
    summary: 'Memory is bound to nodes, and the host has no NUMA',
    why: 'libvirt refuses to start the guest: without NUMA there is no node, not even node 0.',
    reference: 'https://libvirt.org/formatdomain.html#numa-node-tuning',
    fix: 'suggested',
    since: '0.1.0',
    about: ['numatune'],
    needs: [],
  },
  function* ({ text, domain, host }) {
    if (host.numa !== false) return;
    const { numatune, memoryDevices } = domain;
    const policy = memoryPolicy(domain);
    const bound = [
      ...(policy.kind === 'static' ? [policy.nodeset] : []),
      ...(policy.kind === 'auto' ? [] : (numatune?.memnodes ?? [])).map(({ nodeset }) => nodeset),
    ];
    for (const nodeset of bound)
      if (nodeset?.value !== undefined && numatune !== undefined)
        yield {
          range: nodeset.range,
          message: MESSAGE,
          fixes: [
            { title: 'Remove <numatune>', safe: false, edits: [removeElement(text, numatune)] },
          ],
        };
    for (const { nodemask } of memoryDevices)
      if (nodemask?.content?.value !== undefined)
        yield {
          range: nodemask.content.range,
          message: MESSAGE,
          fixes: [
            { title: 'Remove <nodemask>', safe: false, edits: [removeElement(text, nodemask)] },
          ],
        };
  },
);

const MESSAGE =
  'this host has no NUMA, as its description says: no node set can be applied, and the guest does not start';
