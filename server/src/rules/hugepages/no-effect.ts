import { isGeneral } from '../../domain/demand.ts';
import { removeAttribute } from '../../domain/edit.ts';
import { formatExactBytes } from '../../host/format.ts';
import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'hugepages/no-effect',
    severity: 'information',
    summary: 'A `<page>` does not do what it says',
    why: 'A page size that is the host’s base page means ordinary memory. Without guest cells libvirt drops a `nodeset` of 0 from the stored file.',
    reference: 'https://libvirt.org/formatdomain.html#memory-backing',
    fix: 'suggested',
    since: '0.1.0',
    about: ['hugepages'],
    drivers: 'any',
  },
  function* ({ text, domain, host }) {
    const pages = domain.memoryBacking?.hugepages?.pages ?? [];
    const base = host?.pageSize ?? 4096n;
    for (const page of pages) {
      if (page.bytes === base && page.size !== undefined)
        yield {
          range: page.size.range,
          message: `${formatExactBytes(base)} is the ordinary page size: this memory takes no huge pages`,
        };
      if (page.nodeset === undefined || domain.cells.length > 0 || domain.numa !== undefined)
        continue;
      if (!isGeneral(page, false) || pages.length > 1) continue;
      yield {
        range: page.nodeset.range,
        message:
          'the guest has no cells: libvirt drops this nodeset, and the size is for all memory',
        fixes: [
          {
            title: "Remove 'nodeset'",
            safe: true,
            edits: [removeAttribute(text, page.nodeset)],
          },
        ],
      };
    }
  },
);
