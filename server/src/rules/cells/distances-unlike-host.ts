import {
  copyDistances,
  distancesInGuest,
  distancesOnHost,
  farthest,
  invertedPair,
  nodesOfCells,
} from '../hostDistances.ts';
import { hostRule } from '../rule.ts';

export default hostRule(
  {
    id: 'cells/distances-unlike-host',
    severity: 'information',
    summary: 'The guest believes other cells to be near than those that are near on the host',
    why: 'By the distances the guest chooses where to take memory when a cell is full, and how far to move a task. Without `<distances>` all other cells are equally far to it.',
    reference: 'https://libvirt.org/formatdomain.html#guest-numa-topology',
    fix: 'suggested',
    since: '0.1.0',
    about: ['cell'],
    needs: ['distances'],
  },
  function* (context) {
    const { domain, host } = context;
    const nodeOf = nodesOfCells(domain);
    if (nodeOf === undefined || domain.numa === undefined) return;
    const cells = [...nodeOf.keys()];
    const onHost = distancesOnHost(host, nodeOf);
    if (onHost === undefined) return;
    const inGuest = distancesInGuest(domain);
    const edits = copyDistances(context.text, domain, onHost);
    const fixes = [{ title: "Copy the host's distances", safe: false, edits }];
    if (domain.cells.every(({ siblings }) => siblings.length === 0)) {
      const [least, most] = farthest(cells, onHost);
      if (least === most) return;
      yield {
        range: domain.numa.source.name,
        message: `all cells are equally far for the guest; on the host their nodes are ${least} to ${most} apart`,
        fixes,
      };
      return;
    }
    for (const a of cells) {
      const wrong = invertedPair(a, cells, onHost, inGuest);
      const cell = domain.cells.find(({ cellId }) => cellId === a);
      if (wrong === undefined || cell === undefined) continue;
      const [near, far] = wrong;
      yield {
        range: (cell.distances ?? cell).source.name,
        message: `for the guest cell ${far} is nearer to cell ${a} than cell ${near} (${inGuest(a, far)}, ${inGuest(a, near)}); on the host it is further (${onHost(a, far)}, ${onHost(a, near)})`,
        fixes,
      };
      // One copy mends them all.
      return;
    }
  },
);
