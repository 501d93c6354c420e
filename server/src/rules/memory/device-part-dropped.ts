import type { Element } from '@xmldom/xmldom';
import { removeAttribute, removeElement } from '../../domain/edit.ts';
import { sourceOf } from '../../xml/source.ts';
import { childElements, firstChildNamed } from '../../xml/walk.ts';
import { domainRule, type Report } from '../rule.ts';
import { listed } from '../words.ts';

/** Which models have a part (libvirt src/conf/domain_conf.c virDomainMemoryDefParseXML, virDomainMemorySourceDefParseXML, virDomainMemoryTargetDefParseXML). */
const MODELS_WITH: Readonly<Record<string, readonly string[]>> = {
  uuid: ['nvdimm'],
  'source/pagesize': ['dimm', 'virtio-mem'],
  'source/nodemask': ['dimm', 'virtio-mem', 'sgx-epc'],
  'source/path': ['nvdimm', 'virtio-pmem'],
  'source/alignsize': ['nvdimm'],
  'source/pmem': ['nvdimm'],
  'target/label': ['nvdimm'],
  'target/readonly': ['nvdimm'],
  'target/block': ['virtio-mem'],
  'target/requested': ['virtio-mem'],
  'target/current': ['virtio-mem'],
  'target/address': ['virtio-mem', 'virtio-pmem'],
};

export default domainRule(
  {
    id: 'memory/device-part-dropped',
    severity: 'warning',
    summary: 'A memory device has a part that devices of its model do not have',
    why: 'libvirt does not read it, does not store it, and says nothing, also with `--validate`: the device is another than was written.',
    reference: 'https://libvirt.org/formatdomain.html#memory-devices',
    fix: 'suggested',
    since: '0.1.0',
    drivers: 'any',
  },
  function* ({ text, domain }) {
    for (const { element, model } of domain.memoryDevices) {
      if (model?.value === undefined) continue;
      yield* among(element, '', model.value, text);
      for (const name of ['source', 'target']) {
        const part = firstChildNamed(element, name);
        if (part !== undefined) yield* among(part, `${name}/`, model.value, text);
        if (part !== undefined && name === 'target') yield* slots(part, model.value, text);
      }
    }
  },
);

function* among(parent: Element, path: string, model: string, text: string): Iterable<Report> {
  for (const child of childElements(parent)) {
    const name = child.tagName;
    const models = MODELS_WITH[`${path}${name}`];
    const source = sourceOf(child);
    if (models === undefined || models.includes(model) || source.halfTyped) continue;
    yield {
      range: source.name,
      message: `a device of model ${model} has no <${name}>, ${listed(models)} ${models.length === 1 ? 'has' : 'have'}: libvirt drops it silently`,
      fixes: [
        {
          title: `Remove <${name}>`,
          safe: false,
          edits: [removeElement(text, { element: child, source })],
        },
      ],
    };
  }
}

function* slots(target: Element, model: string, text: string): Iterable<Report> {
  const attribute = sourceOf(target).attributes.get('dynamicMemslots');
  if (attribute === undefined || model === 'virtio-mem') return;
  yield {
    range: attribute.name,
    message: `a device of model ${model} has no 'dynamicMemslots', virtio-mem has: libvirt drops it silently`,
    fixes: [
      {
        title: "Remove 'dynamicMemslots'",
        safe: false,
        edits: [removeAttribute(text, attribute)],
      },
    ],
  };
}
