import { removeElement } from '../../domain/edit.ts';
import type { Cell, DomainModel, Link } from '../../domain/model.ts';
import { listedVcpus, vcpuCountOf } from '../../domain/pins.ts';
import type { SourceRange } from '../../text/range.ts';
import type { CellId } from '../../vocabulary/define.ts';
import { domainRule, type DomainContext, type Report } from '../rule.ts';
import { countedFrom0, numbered } from '../words.ts';

export default domainRule(
  {
    id: 'cells/bad-interconnect',
    severity: 'error',
    summary: 'A latency or bandwidth between guest cells is impossible, or told twice',
    why: 'libvirt refuses the domain: the initiator is a cell with vCPUs, the target a cell, a cache one that the target has, and each link is told once and in one direction.',
    reference: 'https://libvirt.org/formatdomain.html#acpi-heterogeneous-memory-attribute-table',
    fix: 'suggested',
    since: '0.1.0',
    about: ['interconnects'],
    drivers: 'any',
  },
  function* (context) {
    const { domain } = context;
    if (domain.cells.length === 0) return;
    const hasVcpus = vcpusOfCells(domain);
    const byId = new Map(domain.cells.map((cell) => [cell.cellId, cell]));
    const told = new Map<string, Link>();
    const directions = new Map<string, Link>();
    for (const link of domain.interconnects?.links ?? []) {
      const wrong = endOf(link, byId, domain.cells.length, hasVcpus);
      if (wrong !== undefined) {
        yield report(context, link, wrong.range, wrong.message);
        continue;
      }
      const { initiator, target, cache, type, kind } = link;
      if (initiator?.value === undefined || target?.value === undefined) continue;
      const [from, to] = [initiator.value, target.value];
      const back = from === to ? undefined : directions.get(`${to} ${from}`);
      if (back !== undefined) {
        const message = `the link between cells ${from} and ${to} is told from cell ${to} to cell ${from} already: libvirt takes one direction only`;
        yield report(context, link, initiator.range, message, back);
        continue;
      }
      directions.set(`${from} ${to}`, directions.get(`${from} ${to}`) ?? link);
      if (type?.value === undefined || (cache !== undefined && cache.value === undefined)) continue;
      const key = `${kind} ${from} ${to} ${cache?.value ?? 0} ${type.value}`;
      const earlier = told.get(key);
      if (earlier === undefined) told.set(key, link);
      else
        yield report(
          context,
          link,
          link.source.name,
          `an earlier <${kind}> tells the same: one for each initiator, target, cache and type`,
          earlier,
        );
    }
  },
);

function report(
  { text }: DomainContext,
  link: Link,
  range: SourceRange,
  message: string,
  earlier?: Link,
): Report {
  return {
    range,
    message,
    ...(earlier && { related: [{ range: earlier.source.name, message: 'here' }] }),
    fixes: [
      { title: `Remove this <${link.kind}>`, safe: false, edits: [removeElement(text, link)] },
    ],
  };
}

/** What is wrong with one of the ends of a link. */
function endOf(
  { initiator, target, cache }: Link,
  cells: ReadonlyMap<CellId | undefined, Cell>,
  count: number,
  hasVcpus: (id: CellId) => boolean,
): { readonly range: SourceRange; readonly message: string } | undefined {
  for (const end of [initiator, target])
    if (end?.value !== undefined && end.value >= count)
      return {
        range: end.range,
        message: `there is no guest cell ${end.value}; the guest has ${countedFrom0('cell', count)}`,
      };
  if (initiator?.value !== undefined && !hasVcpus(initiator.value))
    return {
      range: initiator.range,
      message: `cell ${initiator.value} has no vCPUs: only a cell with vCPUs can be the initiator`,
    };
  const cell = target?.value === undefined ? undefined : cells.get(target.value);
  if (cache?.value === undefined || cache.value === 0 || cell === undefined) return undefined;
  const levels = levelsOf(cell);
  if (levels === undefined || levels.includes(cache.value)) return undefined;
  const has = levels.length === 0 ? 'none' : numbered('level', levels);
  return {
    range: cache.range,
    message: `cell ${cell.cellId ?? 0} has no cache of level ${cache.value}; it has ${has}`,
  };
}

/** undefined where a level is bad. */
function levelsOf({ caches }: Cell): readonly number[] | undefined {
  const levels = caches.flatMap(({ level }) => level?.value ?? []);
  return levels.length === caches.length ? levels : undefined;
}

/** Before libvirt asks it has put the vCPUs that are in no cell into cell 0 (src/qemu/qemu_domain.c qemuDomainDefNumaCPUsRectify). */
function vcpusOfCells(domain: DomainModel): (id: CellId) => boolean {
  const listed = listedVcpus(domain);
  const count = vcpuCountOf(domain);
  const owners = new Set([...(listed?.values() ?? [])].map(({ cellId }) => cellId));
  const isRest = count === undefined || listed === undefined || listed.size < count;
  return (id) => listed === undefined || owners.has(id) || (id === 0 && isRest);
}
