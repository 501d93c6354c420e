import { poolShortagesOf } from '../../placement/pools.ts';
import { needWords, placeOf, poolWords } from '../poolReports.ts';
import { hostRule } from '../rule.ts';

export default hostRule(
  {
    id: 'hugepages/free-pages-short',
    severity: 'information',
    summary:
      'The huge page pools are large enough, but too few of their pages were free when the host was described',
    why: 'Pages that other guests hold are not there for this one. The number of free pages is a snapshot: it may be of a time when this guest was running.',
    reference: 'https://libvirt.org/formatdomain.html#memory-backing',
    fix: 'none',
    since: '0.1.0',
    about: ['hugepages', 'pagesize'],
    judges: 'host capacity',
    needs: ['pools'],
  },
  function* (context) {
    const { domain, host } = context;
    const sizes = new Set(
      poolShortagesOf(domain, host, ({ total }) => total).map(({ pageSize }) => pageSize),
    );
    for (const shortage of poolShortagesOf(domain, host, ({ free }) => free)) {
      if (sizes.has(shortage.pageSize)) continue;
      yield {
        range: placeOf(shortage, context),
        message: `${needWords(shortage)}; ${poolWords(shortage)} ${shortage.has} free in the host's snapshot`,
      };
    }
  },
);
