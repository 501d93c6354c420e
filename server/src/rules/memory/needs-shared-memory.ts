import { appendChildren, indentStep, insertAfter, writeValue } from '../../domain/edit.ts';
import { sharedMemoryUsersOf } from '../../domain/guestDevices.ts';
import { isStatedBefore } from '../../domain/versions.ts';
import type { TextEdit } from '../../text/edit.ts';
import type { Fix } from '../../text/finding.ts';
import { domainRule, type DomainContext } from '../rule.ts';

export default domainRule(
  {
    id: 'memory/needs-shared-memory',
    severity: 'error',
    summary: 'A device needs shared memory, and the guest’s memory is private',
    why: 'vhost-user devices and virtiofs are served by other processes, which map the guest’s memory. libvirt refuses the domain.',
    reference: 'https://libvirt.org/formatdomain.html#memory-backing',
    fix: 'suggested',
    since: '0.1.0',
  },
  function* (context) {
    const { domain, versions } = context;
    const isOld = isStatedBefore(versions.libvirt, [11, 2]);
    const users = sharedMemoryUsersOf(domain);
    const access = domain.memoryBacking?.access?.mode;
    if (users.length === 0 || (access !== undefined && access.value === undefined)) return;
    const isShared = access?.value === 'shared';
    const own = domain.cells.filter(
      ({ memAccess }) => memAccess?.value === 'private' || (memAccess === undefined && !isShared),
    );
    if (domain.cells.length === 0 ? isShared : own.length === 0) return;
    const cell = domain.cells.find(({ memAccess }) => memAccess?.value === 'private');
    const because =
      cell !== undefined
        ? `cell ${cell.cellId ?? ''} is private`
        : access === undefined
          ? 'no <access> says so'
          : "<access> says 'private'";
    const fixes = [sharedFix(context)];
    for (const { name, range } of users)
      yield {
        // Before 11.2 libvirt did not look at interfaces.
        ...(isOld && name === 'interface' ? { severity: 'warning' as const } : {}),
        range,
        message: `'${name}' needs shared memory: ${because}`,
        related:
          cell?.memAccess === undefined
            ? []
            : [{ range: cell.memAccess.range, message: 'the private cell' }],
        fixes,
      };
  },
);

/** Shared memory everywhere; by memfd, which obeys node bindings, where nothing else is said. */
function sharedFix({ text, domain }: DomainContext): Fix {
  const { memoryBacking, cells, memory, currentMemory, vcpu } = domain;
  const edits: TextEdit[] = cells
    .filter(({ memAccess }) => memAccess?.value === 'private')
    .flatMap((cell) => writeValue(cell, 'memAccess', 'shared'));
  const hasSource = memoryBacking?.backedBy !== undefined || memoryBacking?.hugepages !== undefined;
  const lines = [...(hasSource ? [] : ["<source type='memfd'/>"]), "<access mode='shared'/>"];
  const isGeneral =
    cells.length === 0 || cells.some(({ memAccess }) => memAccess?.value === undefined);
  const before = currentMemory ?? memory ?? vcpu;
  if (isGeneral && memoryBacking?.access?.mode?.value !== 'shared') {
    if (memoryBacking?.access !== undefined)
      edits.push(...writeValue(memoryBacking.access, 'mode', 'shared'));
    else if (memoryBacking !== undefined) edits.push(appendChildren(text, memoryBacking, lines));
    else if (before !== undefined) {
      const inner = lines.map((line) => `${indentStep(text)}${line}`);
      edits.push(insertAfter(text, before, ['<memoryBacking>', ...inner, '</memoryBacking>']));
    }
  }
  return { title: 'Share the memory', safe: false, edits };
}
