import type { Fix } from '../../text/finding.ts';
import { insertBefore } from '../../domain/edit.ts';
import type { MemoryDevice } from '../../domain/model.ts';
import { formatIdSet, formatBytesApart } from '../../host/format.ts';
import { nodeId, type HostTopology, type NodeId } from '../../host/topology.ts';
import { hostRule } from '../rule.ts';

export default hostRule(
  {
    id: 'memory/sgx-section-too-small',
    severity: 'error',
    summary: 'The memory of an enclave is larger than the section of its host node',
    why: 'Each host node has a section of the enclave page cache of its own, and libvirt refuses a device that is larger than that of one of its nodes. Without `<nodemask>` it is taken from node 0.',
    reference: 'https://libvirt.org/formatdomain.html#memory-devices',
    fix: 'suggested',
    since: '0.1.0',
    about: ['devices'],
    judges: 'host capacity',
    needs: ['nodes'],
  },
  function* ({ text, domain, host }) {
    for (const device of domain.memoryDevices) {
      const { model, size, nodemask } = device;
      const need = size?.bytes;
      const at = size?.content?.range;
      if (model?.value !== 'sgx-epc' || need === undefined || at === undefined) continue;
      const nodes = nodemask === undefined ? [nodeId(0)] : (nodemask.content?.value?.values ?? []);
      for (const node of nodes) {
        const section = host.nodes.get(node)?.sgxSection;
        if (section === undefined || need <= section) continue;
        const [needed, there] = formatBytesApart(need, section);
        yield {
          range: at,
          message: `the enclaves get ${needed}, and node ${node} has ${there} for them${nodemask === undefined ? ', from which it comes where no <nodemask> says otherwise' : ''}: libvirt refuses it`,
          related:
            nodemask?.content === undefined
              ? []
              : [{ range: nodemask.content.range, message: 'its nodes' }],
          fixes: otherNodes(text, device, need, host),
        };
        break;
      }
    }
  },
);

/** The nodes whose sections would do. */
function otherNodes(
  text: string,
  { nodemask, source, target }: MemoryDevice,
  need: bigint,
  { nodes }: HostTopology,
): readonly Fix[] {
  const large: NodeId[] = [...nodes.values()]
    .filter(({ sgxSection }) => sgxSection !== undefined && sgxSection >= need)
    .map(({ id }) => id);
  const [first] = large;
  const written = nodemask?.content;
  if (first === undefined) return [];
  const kept = (written?.value?.values ?? []).filter((id) => large.includes(id));
  const set = formatIdSet(kept.length > 0 ? kept : [first]);
  const title = `Take it from ${kept.length > 1 ? 'nodes' : 'node'} ${set}`;
  if (written !== undefined)
    return [{ title, safe: false, edits: [{ range: written.range, newText: set }] }];
  if (nodemask !== undefined || target === undefined || source.selfClosing) return [];
  const lines = ['<source>', `  <nodemask>${set}</nodemask>`, '</source>'];
  return [{ title, safe: false, edits: [insertBefore(text, target, lines)] }];
}
