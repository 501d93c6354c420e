import { formatIdSet } from '../../host/format.ts';
import { domainRule } from '../rule.ts';
import { listed, numbered, verb } from '../words.ts';

export default domainRule(
  {
    id: 'hugepages/nodeset-looks-like-nodes',
    severity: 'hint',
    summary: 'The cells of a `<page>` look like the host nodes of other cells',
    why: 'The `nodeset` of a `<page>` counts guest cells, that of `<numatune>` host nodes. Where the numbers differ it is easy to write the one for the other.',
    reference: 'https://libvirt.org/formatdomain.html#memory-backing',
    fix: 'none',
    since: '0.1.0',
    about: ['hugepages'],
    drivers: 'any',
  },
  function* ({ domain }) {
    const pages = domain.memoryBacking?.hugepages?.pages ?? [];
    const memnodes = domain.numatune?.memnodes ?? [];
    if (pages.length === 0 || memnodes.length === 0) return;
    const cellsOn = new Map<string, number[]>();
    const nodesOf = new Map<number, string>();
    for (const { cellid, nodeset } of memnodes) {
      if (cellid?.value === undefined || nodeset?.value === undefined) return;
      const nodes = formatIdSet(nodeset.value.values);
      cellsOn.set(nodes, [...(cellsOn.get(nodes) ?? []), cellid.value]);
      nodesOf.set(cellid.value, nodes);
    }
    for (const { nodeset } of pages) {
      const cells = nodeset?.value?.values ?? [];
      if (nodeset === undefined || cells.length === 0 || cells.length > LIMIT) continue;
      const written = formatIdSet(cells);
      const there = cellsOn.get(written);
      // Cells that are bound nowhere, or are among those that are bound there, are likely meant.
      if (there === undefined || cells.some((cell) => !nodesOf.has(cell) || there.includes(cell)))
        continue;
      const bound = listed([...new Set(cells.map((cell) => nodesOf.get(cell) ?? ''))]);
      yield {
        range: nodeset.range,
        message: `a page's nodeset counts guest cells: ${numbered('cell', cells)} ${verb(cells, 'is', 'are')} bound to host node ${bound}; host node ${written} holds ${numbered('cell', there)}`,
      };
    }
  },
);

/** Nobody writes more by hand. */
const LIMIT = 64;
