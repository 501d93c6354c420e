import { storedTotal } from '../../domain/demand.ts';
import type { Cell, DomainModel } from '../../domain/model.ts';
import { bindingsOf, isBinding } from '../../domain/policy.ts';
import { formatBytesApart } from '../../host/format.ts';
import type { HostTopology, NodeId } from '../../host/topology.ts';
import { hostRule, type Report } from '../rule.ts';
import { numbered, verb } from '../words.ts';

export default hostRule(
  {
    id: 'memory/growth-exceeds-nodes',
    severity: 'warning',
    summary: 'The memory that the guest can grow to does not fit the nodes that hold it',
    why: 'Strict and restrictive leave no other node. Plugging memory in then fails, or processes are killed when the guest uses it.',
    reference: 'https://libvirt.org/formatdomain.html#memory-devices',
    fix: 'none',
    since: '0.1.0',
    judges: 'host capacity',
    needs: ['total'],
  },
  function* ({ domain, host }) {
    const { maxMemory, cells } = domain;
    const most = maxMemory?.bytes;
    const total = storedTotal(domain);
    const bindings = bindingsOf(domain);
    const whole = Math.max(1, cells.length);
    const isHeld = bindings.length === whole && bindings.every(({ mode }) => isBinding(mode));
    if (isHeld && maxMemory?.content !== undefined && most !== undefined && total !== undefined) {
      const nodes = new Set(bindings.flatMap(({ nodeset }) => nodeset.value?.values ?? []));
      const has = totalOf(nodes, host);
      if (has !== undefined && most > has && total <= has) {
        const [grows, there] = formatBytesApart(most, has);
        yield {
          range: maxMemory.content.range,
          message: `the guest can grow to ${grows}, and ${numbered('node', [...nodes])} ${verb([...nodes], 'has', 'have')} ${there}`,
        };
        return;
      }
    }
    for (const { cell, mode, nodeset } of bindings) {
      if (cell?.bytes === undefined || !isBinding(mode)) continue;
      yield* virtioReports(domain, cell, nodeset.value?.values ?? [], host);
    }
  },
);

/** The virtio-mem devices of a cell count with their whole size: what is requested now can be raised at any time. */
function* virtioReports(
  { memoryDevices }: DomainModel,
  cell: Cell,
  nodes: readonly NodeId[],
  host: HostTopology,
): Iterable<Report> {
  if (memoryDevices.length === 0 || memoryDevices.length > DEVICES_LIMIT) return;
  const own = memoryDevices.filter(
    ({ model, node, nodemask }) =>
      model?.value === 'virtio-mem' &&
      node?.content?.value === cell.cellId &&
      nodemask === undefined,
  );
  const has = totalOf(new Set(nodes), host);
  const initial: bigint = cell.bytes ?? 0n;
  const grown = own.reduce((sum, { size }) => sum + (size?.bytes ?? 0n), initial);
  const [first] = own;
  if (has === undefined || first?.size?.content === undefined) return;
  if (grown <= has || initial > has) return;
  const [wants, there] = formatBytesApart(grown, has);
  yield {
    range: first.size.content.range,
    message: `with virtio-mem cell ${cell.cellId ?? ''} can grow to ${wants}, and ${numbered('node', nodes)} ${verb(nodes, 'has', 'have')} ${there}`,
  };
}

/** No guest has more; the work must stay linear in its size. */
const DEVICES_LIMIT = 256;

/** The memory of nodes together; undefined where the host lacks one of them. */
function totalOf(nodes: ReadonlySet<NodeId>, host: HostTopology): bigint | undefined {
  let sum = 0n;
  for (const id of nodes) {
    const total = host.nodes.get(id)?.total;
    if (total === undefined) return undefined;
    sum += total;
  }
  return sum === 0n ? undefined : sum;
}
