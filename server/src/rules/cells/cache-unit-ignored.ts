import { writeValue } from '../../domain/edit.ts';
import type { CellCache } from '../../domain/model.ts';
import { formatExactBytes } from '../../host/format.ts';
import { scaled, UNITS } from '../../vocabulary/values/size.ts';
import { firstChildNamed } from '../../xml/walk.ts';
import { domainRule, type Report } from '../rule.ts';

export default domainRule(
  {
    id: 'cells/cache-unit-ignored',
    severity: 'warning',
    summary:
      'The unit of a memory-side cache’s size or line is another than the one that libvirt reads',
    why: 'libvirt’s parser looks for the unit in another place and does not find it: it counts the size in KiB and the line in bytes, whatever the attribute says, and stores it so.',
    reference: 'https://libvirt.org/formatdomain.html#acpi-heterogeneous-memory-attribute-table',
    fix: 'suggested',
    since: '0.1.0',
    about: ['cache'],
    drivers: 'any',
  },
  function* ({ domain }) {
    for (const { caches } of domain.cells)
      for (const { size, line } of caches) {
        yield* ignored(size, 1024n, 'KiB');
        yield* ignored(line, 1n, 'B');
      }
  },
);

function* ignored(part: CellCache['size'], read: bigint, unit: string): Iterable<Report> {
  // A placeholder is still to become a unit.
  if (part?.unit?.value === undefined || part.value?.value === undefined) return;
  const number = part.value.value;
  const factor = part.unit.text === '' ? read : UNITS.get(part.unit.text.toLowerCase());
  if (factor === read || firstChildNamed(part.element, 'unit') !== undefined) return;
  const meant = factor === undefined ? undefined : scaled(number, factor);
  const counted = `libvirt does not read this unit: the ${part.element.tagName} is ${number} ${unit}`;
  const right = meant === undefined ? undefined : String((meant + read - 1n) / read);
  yield {
    range: part.unit.range,
    message: meant === undefined ? counted : `${counted}, not ${formatExactBytes(meant)}`,
    fixes:
      right === undefined
        ? []
        : [
            {
              title: `Write ${right} ${unit}`,
              safe: false,
              edits: [...writeValue(part, 'value', right), ...writeValue(part, 'unit', unit)],
            },
          ],
  };
}
