import { removeAttribute, writeValue } from '../../domain/edit.ts';
import { architectureOf, isPpc64, isPseries } from '../../domain/guestMachine.ts';
import type { DomainModel } from '../../domain/model.ts';
import { vcpuStatusesOf, type VcpuStatus } from '../../domain/vcpuStates.ts';
import { domainRule, type DomainContext, type Report } from '../rule.ts';
import { numbered, verb } from '../words.ts';

export default domainRule(
  {
    id: 'pinning/vcpu-order',
    severity: 'error',
    summary: 'The order in which vCPUs are plugged in is one that libvirt or QEMU refuses',
    why: 'libvirt refuses the domain, or its start: vCPUs that stay come before those that can be unplugged, all online ones have an order or none, and no two have the same.',
    reference: 'https://libvirt.org/formatdomain.html#cpu-allocation',
    fix: 'suggested',
    since: '0.1.0',
    about: ['vcpus'],
  },
  function* (context) {
    const statuses = vcpuStatusesOf(context.domain);
    if (statuses === undefined) return;
    yield* partlyOrdered(context, statuses);
    yield* behindPluggable(statuses);
    yield* atStart(context, statuses);
    yield* unlikeThreads(context, statuses);
  },
);

/** libvirt src/qemu/qemu_postparse.c qemuDomainDefVcpusPostParse; vCPU 0 says how the others must be. */
function* partlyOrdered(
  { text, domain }: DomainContext,
  statuses: readonly VcpuStatus[],
): Generator<Report> {
  const online = statuses.filter(({ id, isOnline }) => isOnline || id === 0);
  const ordered = online.filter(({ order }) => order > 0);
  const rest = online.filter(({ order }) => order === 0);
  const [place] = rest;
  if (ordered.length === 0 || place?.written === undefined) return;
  const ids = (list: readonly VcpuStatus[]) => list.map(({ id }) => id);
  const orders = domain.vcpuStates.flatMap(({ order }) => order ?? []);
  yield {
    range: place.written.source.name,
    message: `${numbered('vCPU', ids(rest))} ${verb(rest, 'has', 'have')} no order, and ${numbered('vCPU', ids(ordered))} ${verb(ordered, 'has', 'have')} one: all that are online need it, or none`,
    fixes: [
      {
        title: 'Remove the order of all vCPUs',
        safe: false,
        edits: orders.map((order) => removeAttribute(text, order)),
      },
    ],
  };
}

function* behindPluggable(statuses: readonly VcpuStatus[]): Generator<Report> {
  for (const [index, status] of statuses.entries()) {
    const before = statuses[index - 1];
    const { id, written } = status;
    if (before === undefined || status.isPluggable || written === undefined) continue;
    // How vCPU 0 must be is another rule's matter.
    if (before.id === 0 && (before.isPluggable || !before.isOnline)) continue;
    const range = written.hotpluggable?.range ?? written.source.name;
    if (before.isPluggable) {
      const can = before.isOnline ? 'which can be unplugged' : 'which is still to be plugged in';
      yield {
        range,
        message: `vCPU ${id} stays for good and follows vCPU ${before.id}, ${can}: libvirt wants those that stay first`,
        fixes: [
          {
            title: `Let vCPU ${id} be unpluggable`,
            safe: false,
            edits: writeValue(written, 'hotpluggable', 'yes'),
          },
        ],
      };
    } else if (before.order > status.order && status.order > 0)
      yield {
        range: written.order?.range ?? range,
        message: `vCPU ${id} comes before vCPU ${before.id}: the order of vCPUs that stay for good must not fall`,
      };
  }
}

/** libvirt src/qemu/qemu_process.c qemuProcessValidateHotpluggableVcpus: asked where vCPUs are plugged in before the guest runs. */
function* atStart({ domain }: DomainContext, statuses: readonly VcpuStatus[]): Generator<Report> {
  if (!statuses.some(({ isOnline, isPluggable }) => isOnline && isPluggable)) return;
  const first = new Map<number, VcpuStatus>();
  const mayShare = threadsShare(domain);
  for (const status of statuses) {
    const { id, order, written } = status;
    if (order === 0 || written?.order === undefined) continue;
    const { range } = written.order;
    const earlier = first.get(order);
    if (order > statuses.length)
      yield {
        range,
        message: `the order ${order} is beyond the number of vCPUs, ${statuses.length}: the guest does not start`,
      };
    else if (earlier === undefined) first.set(order, status);
    else if (!mayShare)
      yield {
        range,
        message: `vCPUs ${earlier.id} and ${id} have the same order, ${order}: the guest does not start`,
        related:
          earlier.written?.order === undefined
            ? []
            : [{ range: earlier.written.order.range, message: `the order of vCPU ${earlier.id}` }],
      };
  }
}

/** The same check of libvirt's: what is plugged in as one is described as one. */
function* unlikeThreads(
  { domain }: DomainContext,
  statuses: readonly VcpuStatus[],
): Generator<Report> {
  const threads = domain.topology?.threads?.value ?? 1;
  if (threads < 2 || !isPpc64(architectureOf(domain)) || !isPseries(domain)) return;
  if (!statuses.some(({ isOnline, isPluggable }) => isOnline && isPluggable)) return;
  for (const status of statuses) {
    const { id, isOnline, isPluggable, order, written } = status;
    const first = statuses[id - (id % threads)];
    if (
      first === undefined ||
      (first.isOnline === isOnline && first.isPluggable === isPluggable && first.order === order)
    )
      continue;
    const place = written ?? first.written;
    if (place === undefined) continue;
    yield {
      range: place.source.name,
      message: `vCPUs ${first.id} and ${id} are threads of one core and differ: a pseries guest plugs in whole cores, and does not start`,
    };
    return;
  }
}

/** On POWER the threads of a core are plugged in as one, in one order. */
function threadsShare(domain: DomainModel): boolean {
  const arch = architectureOf(domain);
  const threads = domain.topology === undefined ? 1 : domain.topology.threads?.value;
  return threads !== 1 && (arch === undefined || isPpc64(arch));
}
