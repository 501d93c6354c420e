import { appendChildren, indentStep, insertAfter } from '../../domain/edit.ts';
import type { DomainModel, Memnode, NumatuneMemory } from '../../domain/model.ts';
import { memoryPolicy, restrictiveMix } from '../../domain/policy.ts';
import type { Fix } from '../../text/finding.ts';
import type { MemoryMode } from '../../vocabulary/values/memoryMode.ts';
import { offering, prefer, rebind, type Proposal } from '../modeFixes.ts';
import { domainRule, type DomainContext, type Report } from '../rule.ts';
import { numbered } from '../words.ts';

export default domainRule(
  {
    id: 'numatune/mode-omitted',
    severity: 'information',
    summary: 'No memory mode is written, and libvirt will store strict',
    why: 'strict is the mode that takes memory from nowhere but its nodes: when they run full, the host swaps and then kills processes. Whoever did not choose it should know that it is there.',
    reference: 'https://libvirt.org/formatdomain.html#numa-node-tuning',
    fix: 'suggested',
    since: '0.1.0',
    drivers: 'any',
  },
  function* (context) {
    const { domain } = context;
    const { numatune } = domain;
    // Some are restrictive, so that a mode left out is more than a surprise: libvirt refuses it.
    if (restrictiveMix(domain) !== undefined) return;
    const fixesFor = fixer(context);
    const policy = memoryPolicy(domain);
    const memory = numatune?.memory;
    if (memory?.mode === undefined && memory !== undefined) {
      if (policy.kind === 'static')
        yield { ...told(memory, onNodes(memory)), fixes: fixesFor(memory) };
      if (policy.kind === 'auto')
        yield { ...told(memory, " placement='auto'"), fixes: fixesFor(memory) };
    }
    // Elsewhere a <memnode> is refused whatever its mode.
    const takesMemnodes = domain.cells.length > 0 && policy.kind !== 'auto';
    for (const memnode of takesMemnodes ? (numatune?.memnodes ?? []) : []) {
      if (memnode.mode !== undefined || memnode.nodeset?.value === undefined) continue;
      const general = memory?.mode?.value;
      const though =
        general === undefined || general === 'strict' ? '' : `, though <memory> says '${general}'`;
      yield { ...told(memnode, `${onNodes(memnode)}${though}`), fixes: fixesFor(memnode) };
    }
    if (policy.kind === 'auto' && memory === undefined) yield* elementOmitted(context);
  },
);

function told(element: NumatuneMemory | Memnode, rest: string): Omit<Report, 'fixes'> {
  const { name } = element.source;
  return { range: name, message: `no mode is written: libvirt will store mode='strict'${rest}` };
}

function onNodes({ nodeset }: NumatuneMemory | Memnode): string {
  return nodeset?.value === undefined ? '' : ` on ${numbered('node', nodeset.value.values)}`;
}

/** The mode as libvirt will store it, then what else might have been meant. */
function fixer(context: DomainContext): (element: NumatuneMemory | Memnode) => readonly Fix[] {
  const { domain, versions } = context;
  const offer = offering(context);
  return (element) => {
    const write = (mode: MemoryMode, title: string): Proposal =>
      rebind(domain, [element], { mode }, title);
    const isSeveral = (element.nodeset?.value?.size ?? 1) > 1;
    return offer(() => [
      write('strict', "Write mode='strict', as libvirt will store it"),
      prefer(domain, [element], versions, "Write mode='preferred'"),
      isSeveral ? write('interleave', "Write mode='interleave'") : undefined,
    ]);
  };
}

/** `<vcpu placement='auto'>` alone makes libvirt add a whole `<memory>`. With memnodes it is refused. */
function* elementOmitted({ text, domain }: DomainContext): Generator<Report> {
  const placement = domain.vcpu?.placement;
  if (placement === undefined || (domain.numatune?.memnodes.length ?? 0) > 0) return;
  yield {
    range: placement.range,
    message: `no <numatune><memory> is written: libvirt will add <memory mode='strict' placement='auto'/>`,
    fixes: [
      addition(text, domain, 'strict', 'Write <memory> as libvirt will store it'),
      addition(text, domain, 'preferred', "Write <memory> with mode='preferred'"),
    ].filter((fix) => fix !== undefined),
  };
}

function addition(
  text: string,
  { numatune, cputune, vcpu }: DomainModel,
  mode: MemoryMode,
  title: string,
): Fix | undefined {
  const memory = `<memory mode='${mode}' placement='auto'/>`;
  const before = cputune ?? vcpu;
  if (numatune !== undefined)
    return { title, safe: false, edits: [appendChildren(text, numatune, [memory])] };
  if (before === undefined) return undefined;
  const lines = ['<numatune>', `${indentStep(text)}${memory}`, '</numatune>'];
  return { title, safe: false, edits: [insertAfter(text, before, lines)] };
}
