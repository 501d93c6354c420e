import { writeValue } from '../../domain/edit.ts';
import type { NumatuneMemory } from '../../domain/model.ts';
import { memoryPlacement } from '../../domain/policy.ts';
import { rebound, without } from '../../domain/whatIf.ts';
import { formatIdSet } from '../../host/format.ts';
import { chooseNodes } from '../../placement/chooseNodes.ts';
import { harmless } from '../../placement/hazards.ts';
import { removal } from '../memnodeFixes.ts';
import { offering, type Proposal } from '../modeFixes.ts';
import { domainRule, type DomainContext } from '../rule.ts';

export default domainRule(
  {
    id: 'numatune/nodeset-missing',
    severity: 'error',
    summary: 'The placement of `<memory>` is static, and it names no host nodes',
    why: 'libvirt refuses the domain: a mode, or a static placement, needs the nodes that it is about.',
    reference: 'https://libvirt.org/formatdomain.html#numa-node-tuning',
    fix: 'suggested',
    since: '0.1.0',
    about: ['numatune'],
    drivers: 'any',
  },
  function* (context) {
    const { domain } = context;
    const memory = domain.numatune?.memory;
    if (memory === undefined || memory.nodeset !== undefined) return;
    const written = memory.placement ?? memory.mode;
    if (written === undefined || memoryPlacement(domain, memory) !== 'static') return;
    yield {
      range: written.range,
      message:
        memory.placement?.value === 'static'
          ? "placement='static' needs a 'nodeset', and there is none"
          : "<memory> has no 'nodeset': without automatic placement libvirt refuses it",
      fixes: offering(context)(() => [
        nodesFrom(context, memory),
        fromNumad(context, memory),
        withoutMemory(context, memory),
      ]),
    };
  },
);

/** The nodes on which the guest fits, near its pins. */
function nodesFrom(context: DomainContext, memory: NumatuneMemory): Proposal | undefined {
  const { domain, host } = context;
  if (host === undefined) return undefined;
  const isHarmless = harmless(context);
  const nodes = chooseNodes(domain, host, { near: [] }, (some) =>
    isHarmless(rebound(domain, [memory], { nodes: some })),
  );
  if (nodes === undefined) return undefined;
  const text = formatIdSet(nodes);
  return {
    fix: {
      title: `Write nodeset='${text}'`,
      safe: false,
      edits: writeValue(memory, 'nodeset', text),
    },
    after: rebound(domain, [memory], { nodes }),
  };
}

/** Automatic placement does not go with memnodes, and needs numad. */
function fromNumad({ domain, host }: DomainContext, memory: NumatuneMemory): Proposal | undefined {
  if ((domain.numatune?.memnodes.length ?? 0) > 0 || host?.numad === false) return undefined;
  return {
    fix: {
      title: "Write placement='auto': numad chooses the nodes at start",
      safe: false,
      edits: writeValue(memory, 'placement', 'auto'),
    },
    after: rebound(domain, [memory], { placement: 'auto' }),
  };
}

function withoutMemory({ domain, text }: DomainContext, memory: NumatuneMemory): Proposal {
  return {
    fix: {
      title: 'Remove <memory>: the memory may then come from any node',
      safe: false,
      edits: [removal(domain, text, memory)],
    },
    after: without(domain, memory),
  };
}
