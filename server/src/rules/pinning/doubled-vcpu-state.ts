import { removeElement } from '../../domain/edit.ts';
import type { VcpuState } from '../../domain/model.ts';
import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'pinning/doubled-vcpu-state',
    severity: 'warning',
    summary: '`<vcpus>` lists a vCPU twice',
    why: 'libvirt takes the later one without a word, with what the earlier one alone says of order and plugging.',
    reference: 'https://libvirt.org/formatdomain.html#cpu-allocation',
    fix: 'suggested',
    since: '0.1.0',
    about: ['vcpus'],
    drivers: 'any',
  },
  function* ({ text, domain }) {
    const first = new Map<number, VcpuState>();
    for (const state of domain.vcpuStates) {
      const id = state.id?.value;
      if (id === undefined || state.id === undefined) continue;
      const earlier = first.get(id);
      if (earlier === undefined) {
        first.set(id, state);
        continue;
      }
      const names = ['enabled', 'hotpluggable', 'order'] as const;
      const isSame = names.every((name) => state[name]?.text === earlier[name]?.text);
      yield {
        range: state.id.range,
        message: isSame
          ? `vCPU ${id} is listed already, and alike`
          : `vCPU ${id} is listed already, and otherwise: libvirt takes the later state`,
        related: [{ range: earlier.id?.range ?? earlier.source.name, message: 'the first state' }],
        fixes: [{ title: 'Remove this state', safe: isSame, edits: [removeElement(text, state)] }],
      };
    }
  },
);
