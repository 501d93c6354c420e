import { deviceCellsOf, DEVICES_IN_CELLS } from '../../domain/deviceCells.ts';
import { removeAttribute } from '../../domain/edit.ts';
import { mentionsOf, NUMBERS_LIMIT, setWithout } from '../../domain/setText.ts';
import { isStatedBefore } from '../../domain/versions.ts';
import { domainRule } from '../rule.ts';
import { countedFrom0, numbered, verb } from '../words.ts';

export default domainRule(
  {
    id: 'cells/unknown-device-cell',
    severity: 'error',
    summary: 'A device that is passed through belongs to a guest cell that is not there',
    why: 'The `nodeset` of `<acpi>` counts guest cells and not host nodes. QEMU ends when a cell is not there, and the guest does not start.',
    reference: 'https://libvirt.org/formatdomain.html#host-device-assignment',
    fix: 'suggested',
    since: '0.1.0',
    about: ['acpi'],
  },
  function* ({ text, domain, versions }) {
    // Older releases drop what is written.
    if (isStatedBefore(versions.libvirt, DEVICES_IN_CELLS)) return;
    const count = domain.cells.length;
    const has = count === 0 ? 'no cells' : countedFrom0('cell', count);
    let numbers = 0;
    for (const { written, cells } of deviceCellsOf(domain)) {
      yield* cells.problems;
      const set = cells.value;
      if (set === undefined || written.value === undefined) continue;
      if ((numbers += set.size) > NUMBERS_LIMIT) return;
      const absent = set.values.filter((cell) => cell >= count);
      if (absent.length === 0) continue;
      const rest = setWithout(text, set, (cell) => cell >= count);
      const fix =
        rest === undefined
          ? { title: "Remove 'nodeset'", safe: false, edits: [removeAttribute(text, written)] }
          : {
              title: `Drop ${numbered('cell', absent)}`,
              safe: false,
              edits: [{ range: written.value.range, newText: rest }],
            };
      for (const { item, ids } of mentionsOf(set, absent))
        yield {
          range: item.range,
          message: `there ${verb(ids, 'is', 'are')} no guest ${numbered('cell', ids)}: a device's nodeset counts guest cells, not host nodes, and the guest has ${has}`,
          fixes: [fix],
        };
    }
  },
);
