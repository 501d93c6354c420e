import type { Version } from '../host/topology.ts';
import { remembered } from '../text/remembered.ts';
import type { CellId, Parsed } from '../vocabulary/define.ts';
import type { IdSet } from '../vocabulary/values/idSet.ts';
import { guestCellSet } from '../vocabulary/values/sets.ts';
import { rangeWithin, sourceOf, type AttributeSource } from '../xml/source.ts';
import { firstChildNamed, isUnevaluated } from '../xml/walk.ts';
import { devicesOf } from './guestDevices.ts';
import type { DomainModel } from './model.ts';

/** The guest cells to which a device that is passed through belongs: `<acpi nodeset>`, since libvirt 11.8. */
export interface DeviceCells {
  readonly written: AttributeSource;
  readonly cells: Parsed<IdSet<CellId>>;
}

/** The release that reads them (libvirt's NEWS.rst). */
export const DEVICES_IN_CELLS: Version = [11, 8];

export const deviceCellsOf = remembered((domain: DomainModel): readonly DeviceCells[] =>
  devicesOf(domain).flatMap((device): DeviceCells[] => {
    const acpi = device.tagName === 'hostdev' ? firstChildNamed(device, 'acpi') : undefined;
    const written = acpi && sourceOf(acpi).attributes.get('nodeset');
    const value = written?.value;
    if (acpi === undefined || written === undefined || value === undefined || isUnevaluated(value))
      return [];
    const text = acpi.getAttribute('nodeset') ?? '';
    return [
      { written, cells: guestCellSet.parse(text, (from, to) => rangeWithin(value, from, to)) },
    ];
  }),
);
