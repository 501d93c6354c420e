import { insertBefore, writeValue } from '../../domain/edit.ts';
import { vcpuStatusesOf } from '../../domain/vcpuStates.ts';
import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'pinning/first-vcpu',
    severity: 'error',
    summary: 'vCPU 0 is offline, can be unplugged, or is not the first',
    why: 'libvirt refuses the domain: a guest boots on vCPU 0.',
    reference: 'https://libvirt.org/formatdomain.html#cpu-allocation',
    fix: 'suggested',
    since: '0.1.0',
    about: ['vcpus'],
  },
  function* ({ text, domain }) {
    const first = vcpuStatusesOf(domain)?.[0];
    const [any] = domain.vcpuStates;
    if (first === undefined || any === undefined) return;
    const { written, order } = first;
    if (written === undefined) {
      const hasOrder = domain.vcpuStates.some((state) => (state.order?.value ?? 0) > 0);
      const line = "<vcpu id='0' enabled='yes' hotpluggable='no'/>";
      yield {
        range: any.source.name,
        message: '<vcpus> does not list vCPU 0, which is offline then: libvirt wants it online',
        fixes: hasOrder
          ? []
          : [{ title: 'Add vCPU 0', safe: false, edits: [insertBefore(text, any, [line])] }],
      };
      return;
    }
    const to = (name: string, value: string) => writeValue(written, name, value);
    if (!first.isOnline)
      yield {
        range: written.enabled?.range ?? written.source.name,
        message: 'vCPU 0 cannot be offline: the guest boots on it',
        fixes: [{ title: 'Start with vCPU 0 online', safe: false, edits: to('enabled', 'yes') }],
      };
    if (first.isPluggable && written.hotpluggable !== undefined)
      yield {
        range: written.hotpluggable.range,
        message: 'vCPU 0 cannot be unplugged: the guest boots on it',
        fixes: [
          { title: "Change 'hotpluggable' to 'no'", safe: false, edits: to('hotpluggable', 'no') },
        ],
      };
    if (order > 1 && written.order !== undefined)
      yield {
        range: written.order.range,
        message: `vCPU 0 must be the first: its order is ${order}, and must be 1`,
      };
  },
);
