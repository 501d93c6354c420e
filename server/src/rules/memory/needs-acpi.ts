import { appendChildren, indentStep, insertAfter } from '../../domain/edit.ts';
import { architectureOf, hasAcpi, isX86 } from '../../domain/guestMachine.ts';
import { sourceOf } from '../../xml/source.ts';
import { firstChildNamed } from '../../xml/walk.ts';
import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'memory/needs-acpi',
    severity: 'error',
    summary: 'An x86 guest has memory modules and no ACPI',
    why: 'QEMU announces memory modules by ACPI and does not start without it.',
    reference: 'https://libvirt.org/formatdomain.html#hypervisor-features',
    fix: 'suggested',
    since: '0.1.0',
  },
  function* ({ text, domain }) {
    const modules = domain.memoryDevices.filter(
      ({ model }) => model?.value === 'dimm' || model?.value === 'nvdimm',
    );
    const [first] = modules;
    if (first === undefined || !isX86(architectureOf(domain)) || hasAcpi(domain)) return;
    const name = first.model?.value === 'nvdimm' ? 'an nvdimm' : 'a dimm';
    const features = firstChildNamed(domain.element, 'features');
    const before = domain.numatune ?? domain.vcpu ?? domain.memory;
    const step = indentStep(text);
    const edits =
      features !== undefined
        ? [appendChildren(text, { element: features, source: sourceOf(features) }, ['<acpi/>'])]
        : before === undefined
          ? []
          : [insertAfter(text, before, ['<features>', `${step}<acpi/>`, '</features>'])];
    yield {
      range: first.model?.range ?? first.source.name,
      message: `${name} needs ACPI on x86, and <features> has no <acpi/>: QEMU does not start`,
      fixes: edits.length === 0 ? [] : [{ title: 'Add <acpi/>', safe: false, edits }],
    };
  },
);
