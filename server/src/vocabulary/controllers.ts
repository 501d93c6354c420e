import { element, optional, type Suggestion, type ValueType } from './define.ts';
import { anyText } from './values/anyText.ts';
import { guestCellId } from './values/numbers.ts';

const manual = 'controllers';

/** Words that are offered where others are right as well. */
const offered = (name: string, doc: string, words: readonly string[]): ValueType<string> => ({
  ...anyText(name, doc),
  suggest: (): Suggestion[] => words.map((text) => ({ text })),
});

const free = (doc: string) =>
  optional(anyText('a number', 'A number.'), { doc, bad: 'cells/bad-number' });

/** libvirt src/conf/domain_conf.c virDomainControllerDefParseXML. */
export const controller = element({
  name: 'controller',
  doc: 'A controller. A PCI expander bus (or a pseries host bridge) can belong to a guest cell, and with it the devices behind it.',
  manual,
  usual: ['type', 'index', 'model'],
  startsEmpty: true,
  attributes: {
    type: optional(
      offered('a kind of controller', 'The kind of controller.', ['pci', 'scsi', 'usb', 'sata']),
      { doc: 'The kind of controller.', bad: 'cells/bad-word' },
    ),
    index: free('Its number among controllers of its type; of PCI the bus number.'),
    model: optional(
      offered('a controller model', 'The model.', [
        'pcie-expander-bus',
        'pci-expander-bus',
        'pcie-root-port',
        'pci-root',
        'pcie-root',
      ]),
      {
        doc: 'The model. `pcie-expander-bus` (q35, ARM virt) and `pci-expander-bus` (i440FX) can belong to a guest cell.',
        bad: 'cells/bad-word',
      },
    ),
  },
  children: ['target'],
});

export const controllerTarget = element({
  name: 'target',
  doc: 'What the guest sees of a PCI controller.',
  manual,
  attributes: {
    busNr: free('Of an expander bus: the number of its first bus, 1 to 254.'),
    index: free('Of a pseries host bridge: its number, 0 for the first.'),
    chassis: free('Of a root port or switch port.'),
    chassisNr: free('Of a PCI bridge.'),
    port: free('Of a root port or switch port.'),
    hotplug: free('Of a root port: on or off.'),
    memReserve: free('Of a root port or bridge: memory kept for hotplug, in KiB.'),
  },
  children: ['node'],
});

export const controllerNode = element({
  name: 'node',
  doc: 'The **guest cell** to which an expander bus belongs, and with it the devices behind it.',
  manual,
  attributes: {},
  content: { type: guestCellId, doc: 'A guest cell.', bad: 'cells/bad-number' },
});
