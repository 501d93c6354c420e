import { backingsOf } from '../../domain/demand.ts';
import { appendChildren, writeValue } from '../../domain/edit.ts';
import { domainRule } from '../rule.ts';
import { numbered } from '../words.ts';

export default domainRule(
  {
    id: 'memory/file-ignores-nodes',
    severity: 'warning',
    summary: 'Shared memory is in ordinary files, which ignore the binding of a cell to nodes',
    why: 'On a disk file system the kernel does not bind the pages of a shared file to the nodes of a `<memnode>`: only the policy of the whole process counts. memfd, tmpfs and huge pages obey.',
    reference: 'https://libvirt.org/formatdomain.html#memory-backing',
    fix: 'suggested',
    since: '0.1.0',
    about: ['memoryBacking'],
  },
  function* ({ text, domain }) {
    const { memoryBacking, cells } = domain;
    const memnodes = domain.numatune?.memnodes ?? [];
    const type = memoryBacking?.backedBy?.type;
    if (memnodes.length === 0 || memoryBacking === undefined) return;
    if (type !== undefined && type.value !== 'file') return;
    const backingOf = backingsOf(domain);
    const general = memoryBacking.access?.mode?.value;
    const bound = new Set(memnodes.map(({ cellid }) => cellid?.value));
    const shared = cells.filter(
      (cell) =>
        bound.has(cell.cellId) &&
        backingOf(cell).kind === 'ordinary' &&
        (cell.memAccess === undefined ? general : cell.memAccess.value) === 'shared',
    );
    if (shared.length === 0) return;
    const ids = shared.flatMap(({ cellId }) => cellId ?? []);
    const { backedBy } = memoryBacking;
    yield {
      range: type?.range ?? memoryBacking.access?.mode?.range ?? memoryBacking.source.name,
      message: `the shared memory of ${numbered('cell', ids)} is in files: unless libvirt's memory_backing_dir is on tmpfs, the kernel ignores the nodes of ${ids.length === 1 ? 'its memnode' : 'their memnodes'}`,
      related: memnodes.slice(0, 16).map(({ nodeset, source }) => ({
        range: nodeset?.range ?? source.name,
        message: 'ignored',
      })),
      fixes: [
        {
          title: "Change the memory source to 'memfd'",
          safe: false,
          edits:
            backedBy === undefined
              ? [appendChildren(text, memoryBacking, ["<source type='memfd'/>"])]
              : writeValue(backedBy, 'type', 'memfd'),
        },
      ],
    };
  },
);
