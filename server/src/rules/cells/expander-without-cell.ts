import { appendChildren, indentStep } from '../../domain/edit.ts';
import { domainRule } from '../rule.ts';
import { countedFrom0 } from '../words.ts';

/** More cells than a menu should offer. */
const CELLS_LIMIT = 4;

export default domainRule(
  {
    id: 'cells/expander-without-cell',
    severity: 'information',
    summary: 'A PCI expander bus belongs to no guest cell, and the guest has several',
    why: 'An expander bus is there to tell the guest near which cell the devices behind it are. Without `<node>` the guest takes them for equally near to all cells.',
    reference: 'https://libvirt.org/formatdomain.html#controllers',
    fix: 'suggested',
    since: '0.1.0',
    about: ['controller'],
  },
  function* ({ text, domain }) {
    const cells = domain.cells.flatMap(({ cellId }) => cellId ?? []);
    if (cells.length < 2 || cells.length < domain.cells.length) return;
    for (const bus of domain.pciControllers) {
      const { model, node, target, source } = bus;
      if (!/^pcie?-expander-bus$/.test(model?.value ?? '') || node !== undefined) continue;
      if (model === undefined || source.halfTyped) continue;
      const fixes = cells.slice(0, CELLS_LIMIT).map((cell) => ({
        title: `Let the bus belong to guest cell ${cell}`,
        safe: false,
        edits: [
          target === undefined
            ? appendChildren(text, bus, [
                '<target>',
                `${indentStep(text)}<node>${cell}</node>`,
                '</target>',
              ])
            : appendChildren(text, target, [`<node>${cell}</node>`]),
        ],
      }));
      yield {
        range: model.range,
        message: `this bus belongs to none of the guest's ${countedFrom0('cell', cells.length)}: for the guest the devices behind it are near to none`,
        fixes,
      };
    }
  },
);
