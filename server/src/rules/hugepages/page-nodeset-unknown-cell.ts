import { isGeneral } from '../../domain/demand.ts';
import { removeAttribute } from '../../domain/edit.ts';
import type { DomainModel, Page } from '../../domain/model.ts';
import { mentionsOf, NUMBERS_LIMIT, reaches, setWithout } from '../../domain/setText.ts';
import { formatIdSet } from '../../host/format.ts';
import type { Fix } from '../../text/finding.ts';
import type { CellId } from '../../vocabulary/define.ts';
import { domainRule, type DomainContext } from '../rule.ts';
import { countedFrom0, numbered, verb } from '../words.ts';

export default domainRule(
  {
    id: 'hugepages/page-nodeset-unknown-cell',
    severity: 'error',
    summary: 'The `nodeset` of a `<page>` names a guest cell that is not there',
    why: 'This `nodeset` counts guest cells and not host nodes, unlike the one in `<numatune>`. libvirt refuses the domain.',
    reference: 'https://libvirt.org/formatdomain.html#memory-backing',
    fix: 'suggested',
    since: '0.1.0',
    about: ['hugepages'],
    drivers: 'any',
  },
  function* (context) {
    const { domain } = context;
    const count = domain.cells.length;
    let numbers = 0;
    const has = count === 0 ? 'no cells' : countedFrom0('cell', count);
    for (const page of domain.memoryBacking?.hugepages?.pages ?? []) {
      const set = page.nodeset?.value;
      // Without cells libvirt takes exactly {0} for all memory (virDomainDefPostParseMemtune).
      if (set === undefined || isGeneral(page, count > 0) || !reaches(set, count)) continue;
      if ((numbers += set.size) > NUMBERS_LIMIT) return;
      const absent = set.values.filter((cell) => cell >= count);
      if (absent.length === 0) continue;
      const fixes = fixesFor(context, page, absent);
      for (const { item, ids } of mentionsOf(set, absent)) {
        yield {
          range: item.range,
          message: `there ${verb(ids, 'is', 'are')} no guest ${numbered('cell', ids)}: a page's nodeset counts guest cells, not host nodes, and the guest has ${has}`,
          fixes,
        };
      }
    }
  },
);

function fixesFor({ text, domain }: DomainContext, page: Page, absent: readonly CellId[]): Fix[] {
  const { nodeset } = page;
  const set = nodeset?.value;
  if (nodeset === undefined || set === undefined) return [];
  const rest = setWithout(text, set, (cell) => cell >= domain.cells.length);
  const meant = cellsOnNodes(domain, page);
  const isFirst = !(domain.memoryBacking?.hugepages?.pages ?? []).some(
    (other) => other !== page && isGeneral(other, domain.cells.length > 0),
  );
  const write = (newText: string) => [{ range: nodeset.range, newText }];
  const fixes: (Fix | undefined)[] = [
    meant && {
      title: `Name ${numbered('cell', meant)}, bound to host nodes ${formatIdSet(set.values)}`,
      safe: false,
      edits: write(formatIdSet(meant)),
    },
    rest === undefined
      ? undefined
      : { title: `Drop ${formatIdSet(absent)}`, safe: false, edits: write(rest) },
    isFirst
      ? {
          title: "Remove 'nodeset': the size for all other memory",
          safe: false,
          edits: [removeAttribute(text, nodeset)],
        }
      : undefined,
  ];
  return fixes.filter((fix) => fix !== undefined);
}

/** Among more entries nobody sees what was meant. */
const PAGES_LIMIT = 16;

/** The cells whose memnodes bind them to exactly these numbers as host nodes, where no other entry lists them. */
function cellsOnNodes({ numatune, memoryBacking }: DomainModel, page: Page): CellId[] | undefined {
  const set = page.nodeset?.value;
  const covered = new Set<number>();
  const cells = (numatune?.memnodes ?? []).flatMap(({ cellid, nodeset }): CellId[] => {
    if (cellid?.value === undefined || nodeset?.value === undefined || set === undefined) return [];
    if (nodeset.value.size > set.size || !nodeset.value.values.every(set.has)) return [];
    for (const node of nodeset.value.values) covered.add(node);
    return [cellid.value];
  });
  const others = (memoryBacking?.hugepages?.pages ?? []).filter((other) => other !== page);
  if (others.length > PAGES_LIMIT || cells.length === 0 || covered.size !== set?.size)
    return undefined;
  return cells.some((cell) => others.some((other) => other.nodeset?.value?.has(cell)))
    ? undefined
    : cells;
}
