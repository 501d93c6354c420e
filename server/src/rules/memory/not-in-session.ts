import { removeElement } from '../../domain/edit.ts';
import { idleBinder } from '../../domain/policy.ts';
import type { DomainModel } from '../../domain/model.ts';
import type { ReadElement } from '../../domain/read.ts';
import { sessionOf } from '../../domain/sessionSigns.ts';
import { sourceOf } from '../../xml/source.ts';
import { firstChildNamed } from '../../xml/walk.ts';
import { modeFix } from '../modeFixes.ts';
import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'memory/not-in-session',
    severity: 'warning',
    summary:
      "A guest of a user's session has a limit or a binding that only the system's libvirt can give",
    why: 'Without privileges libvirt makes no control groups. It refuses to start a guest with limits of memory, CPU time or block I/O, and a restrictive binding does nothing.',
    reference: 'https://libvirt.org/drvqemu.html#driver-instances',
    fix: 'suggested',
    since: '0.1.0',
  },
  function* ({ text, domain }) {
    const limits = limitsOf(domain);
    const idle = idleBinder(domain);
    if (limits.length === 0 && idle === undefined) return;
    const session = sessionOf(domain);
    if (session === undefined) return;
    const { sign } = session;
    const related =
      sign === undefined ? [] : [{ range: sign, message: "a path of the session's libvirt" }];
    for (const { element, what } of limits)
      yield {
        range: element.source.name,
        message: `the guest is of qemu:///session, where libvirt starts no guest with ${what}`,
        related,
        fixes: [
          {
            title: `Remove <${element.element.tagName}>`,
            safe: false,
            edits: [removeElement(text, element)],
          },
        ],
      };
    if (idle === undefined) return;
    yield {
      range: idle.mode?.range ?? idle.source.name,
      message:
        'the guest is of qemu:///session, where there are no control groups: a restrictive binding does nothing; strict binds',
      related,
      fixes: [modeFix(domain, [idle], 'strict')],
    };
  },
);

interface Limit {
  readonly element: ReadElement;
  readonly what: string;
}

/** libvirt src/qemu/qemu_command.c qemuBuildCommandLineValidate. */
function limitsOf(domain: DomainModel): readonly Limit[] {
  const { memtune, shares, cpuTimes, element } = domain;
  const memory = [memtune?.hardLimit, memtune?.softLimit, memtune?.swapHardLimit];
  const tuned = firstChildNamed(element, 'blkiotune');
  const weight = tuned && firstChildNamed(tuned, 'weight');
  return [
    ...memory.flatMap((limit) =>
      limit?.bytes === undefined ? [] : [{ element: limit, what: 'a limit of memory' }],
    ),
    ...(shares?.content?.value === undefined
      ? []
      : [{ element: shares, what: 'a share of CPU time' }]),
    ...cpuTimes.flatMap((time) =>
      (time.content?.value ?? 0) === 0 ? [] : [{ element: time, what: 'a limit of CPU time' }],
    ),
    ...(weight === undefined
      ? []
      : [
          { element: { element: weight, source: sourceOf(weight) }, what: 'a weight of block I/O' },
        ]),
  ];
}
