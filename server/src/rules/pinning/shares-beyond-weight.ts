import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'pinning/shares-beyond-weight',
    severity: 'warning',
    summary: 'The shares are more than hosts with control groups of version 2 take',
    why: 'With control groups of version 2, which current distributions have, a weight ends at 10000: the guest does not start. Version 1 took up to 262144.',
    reference: 'https://libvirt.org/formatdomain.html#cpu-tuning',
    fix: 'suggested',
    since: '0.1.0',
    about: ['shares'],
  },
  function* ({ domain: { shares } }) {
    const value = shares?.content?.value;
    if (shares?.content === undefined || value === undefined || value <= MOST) return;
    yield {
      range: shares.content.range,
      message: `${value} shares are for control groups of version 1: with version 2 the guest does not start, the most is ${MOST}`,
      fixes: [
        {
          title: `Change the shares to ${MOST}`,
          safe: false,
          edits: [{ range: shares.content.range, newText: String(MOST) }],
        },
      ],
    };
  },
);

/** libvirt src/util/vircgroupv2.c virCgroupV2SetCpuShares. */
const MOST = 10_000;
