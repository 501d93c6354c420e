import type { Cell, DomainModel, Link } from '../../domain/model.ts';
import { writeSize } from '../../domain/sizeText.ts';
import { formatExactBytes } from '../../host/format.ts';
import { domainRule, type Report } from '../rule.ts';

export default domainRule(
  {
    id: 'cells/hmat-refused',
    severity: 'error',
    summary: 'A bandwidth or a memory-side cache is such as QEMU refuses',
    why: 'libvirt takes it, and QEMU refuses it when the guest is started: it wants bandwidths in whole MiB, a latency and a bandwidth to each cell with a cache, and caches that grow from level to level, the lower one first.',
    reference: 'https://www.qemu.org/docs/master/system/invocation.html',
    fix: 'suggested',
    since: '0.1.0',
    about: ['interconnects', 'cache'],
  },
  function* ({ domain }) {
    for (const link of domain.interconnects?.links ?? [])
      if (link.kind === 'bandwidth') yield* bandwidthReports(link);
    const told = whatIsTold(domain);
    for (const cell of domain.cells) {
      if (told !== undefined) yield* untold(cell, told);
      yield* levelReports(cell);
    }
  },
);

const MIB = 1024n * 1024n;

function* bandwidthReports(link: Link & { readonly kind: 'bandwidth' }): Iterable<Report> {
  const { amount, value, unit } = link;
  if (amount === undefined || value === undefined || amount % MIB === 0n) return;
  const right = ((amount + MIB - 1n) / MIB) * MIB;
  yield {
    range: value.range,
    message: `QEMU takes bandwidths in whole MiB a second: ${formatExactBytes(amount)} is none`,
    fixes: [
      {
        title: `Change the bandwidth to ${formatExactBytes(right)}`,
        safe: false,
        edits: writeSize({ element: link, number: value, unit }, right),
      },
    ],
  };
}

/** The kinds of links to each cell, without those that tell 0; undefined where one cannot be read. */
function whatIsTold({ interconnects }: DomainModel): ReadonlySet<string> | undefined {
  const told = new Set<string>();
  for (const { kind, target, amount } of interconnects?.links ?? []) {
    if (target?.value === undefined || amount === undefined) return undefined;
    if (amount !== 0n) told.add(`${kind} ${target.value}`);
  }
  return told;
}

function* untold({ cellId, caches }: Cell, told: ReadonlySet<string>): Iterable<Report> {
  const [first] = caches;
  if (first === undefined || cellId === undefined || first.source.halfTyped) return;
  const lacks = ['latency', 'bandwidth'].filter((kind) => !told.has(`${kind} ${cellId}`));
  if (lacks.length === 0) return;
  yield {
    range: first.source.name,
    message: `QEMU takes a cache of cell ${cellId} only where <interconnects> tell a latency and a bandwidth to that cell: there is no ${lacks.join(' and no ')}`,
  };
}

function* levelReports({ caches }: Cell): Iterable<Report> {
  // Which level comes before which is open where one is unknown.
  if (caches.some(({ level }) => level?.value === undefined)) return;
  const sizes = new Map<number, bigint | undefined>();
  for (const { level, size, bytes } of caches) {
    if (level?.value === undefined || sizes.has(level.value)) continue;
    const below = level.value - 1;
    const smaller = sizes.get(below);
    sizes.set(level.value, bytes);
    if (below > 0 && !sizes.has(below))
      yield {
        range: level.range,
        message: `QEMU wants the cache of level ${below} before that of level ${level.value}`,
      };
    else if (
      bytes !== undefined &&
      smaller !== undefined &&
      bytes <= smaller &&
      size?.value !== undefined
    )
      yield {
        range: size.value.range,
        message: `QEMU wants the cache of level ${level.value} larger than that of level ${below}: ${formatExactBytes(bytes)} is not more than ${formatExactBytes(smaller)}`,
      };
  }
}
