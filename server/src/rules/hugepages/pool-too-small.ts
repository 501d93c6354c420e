import { poolShortagesOf } from '../../placement/pools.ts';
import { bindersOf, needWords, placeOf, poolFixer, poolWords } from '../poolReports.ts';
import { hostRule } from '../rule.ts';

export default hostRule(
  {
    id: 'hugepages/pool-too-small',
    severity: 'error',
    summary: 'The guest needs more huge pages than the pools have from which it may take them',
    why: 'Huge pages are taken from the pools when the guest starts. Strict and restrictive allow only the pools of the listed nodes, whatever the others have.',
    reference: 'https://libvirt.org/formatdomain.html#memory-backing',
    fix: 'suggested',
    since: '0.1.0',
    about: ['hugepages', 'pagesize'],
    judges: 'host capacity',
    needs: ['pools'],
  },
  function* (context) {
    const { domain, host } = context;
    const fixesFor = poolFixer(context);
    for (const shortage of poolShortagesOf(domain, host, ({ total }) => total)) {
      yield {
        range: placeOf(shortage, context),
        message: `${needWords(shortage)}; ${poolWords(shortage)} ${shortage.has}: the guest does not start`,
        related: bindersOf(shortage).map(({ mode, nodeset, source }) => ({
          range: mode?.range ?? nodeset?.range ?? source.name,
          message: 'no other node may give pages',
        })),
        fixes: fixesFor(shortage),
      };
    }
  },
);
