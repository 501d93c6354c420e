import { demandsOf } from '../../domain/demand.ts';
import { bindingsOf, isBinding } from '../../domain/policy.ts';
import { formatBytes } from '../../host/format.ts';
import { placeOf } from '../capacityReports.ts';
import { hostlessRule } from '../rule.ts';
import { numbered } from '../words.ts';

export default hostlessRule(
  {
    id: 'numatune/strict-unchecked',
    severity: 'information',
    summary: 'Memory is bound to host nodes, and no host file says what they have',
    why: 'strict and restrictive take memory from nowhere else. Whether the guest fits its nodes, and whether they exist, can be told only with a description of the host.',
    reference: 'https://libvirt.org/formatdomain.html#numa-node-tuning',
    fix: 'none',
    since: '0.1.0',
    about: ['numatune'],
  },
  function* ({ domain }) {
    const bound = bindingsOf(domain).filter(({ mode }) => isBinding(mode));
    const [first] = bound;
    if (first === undefined) return;
    const demandOf = demandsOf(domain);
    const need = bound.reduce<bigint | undefined>((sum, { cell }) => {
      const demand = demandOf(cell);
      return sum === undefined || demand === undefined ? undefined : sum + demand;
    }, 0n);
    const isOneSet = bound.every(({ nodeset }) => nodeset.text === first.nodeset.text);
    const where = isOneSet
      ? numbered('node', first.nodeset.value?.values ?? [])
      : 'the nodes of its cells';
    const what = need === undefined ? 'the guest' : formatBytes(need);
    yield {
      range: placeOf(first.from),
      message: `whether ${what} ${need === undefined ? 'fits' : 'fit'} ${where} is unknown: there is no host file (virsh capabilities or numactl -H)`,
    };
  },
);
