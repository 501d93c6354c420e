import { architectureOf, isPpc64 } from '../../domain/guestMachine.ts';
import { writeSize } from '../../domain/sizeText.ts';
import { formatExactBytes } from '../../host/format.ts';
import { domainRule } from '../rule.ts';

export default domainRule(
  {
    id: 'memory/nvdimm-label',
    severity: 'error',
    summary: 'The label area of an NVDIMM is too small, or leaves too little',
    why: 'libvirt refuses the domain: the label is part of the device’s size and has at least 128 KiB; on pseries 256 MiB must remain.',
    reference: 'https://libvirt.org/formatdomain.html#memory-devices',
    fix: 'suggested',
    since: '0.1.0',
    about: ['label'],
    drivers: 'any',
  },
  function* ({ domain }) {
    const least = isPpc64(architectureOf(domain)) ? PSERIES_LEAST : 1n;
    for (const { model, labelSize, size } of domain.memoryDevices) {
      if (model?.value !== 'nvdimm' || labelSize?.content === undefined) continue;
      const { bytes, content, unit } = labelSize;
      if (bytes === undefined) continue;
      if (bytes > 0n && bytes < LEAST)
        yield {
          range: content.range,
          message: `${formatExactBytes(bytes)} are too little for a label: it has at least 128 KiB`,
          fixes: [
            {
              title: 'Raise the label to 128 KiB',
              safe: false,
              edits: writeSize({ element: labelSize, number: content, unit }, LEAST),
            },
          ],
        };
      else if (size?.bytes !== undefined && bytes >= size.bytes)
        yield {
          range: content.range,
          message: `the label has ${formatExactBytes(bytes)} and leaves nothing of the nvdimm's ${formatExactBytes(size.bytes)}`,
        };
      else if (
        size?.bytes !== undefined &&
        size.content !== undefined &&
        size.bytes - bytes < least
      )
        yield {
          range: size.content.range,
          message: `the label leaves ${formatExactBytes(size.bytes - bytes)}: of a pseries guest's nvdimm at least 256 MiB must remain`,
        };
    }
  },
);

/** libvirt src/conf/domain_conf.c virDomainMemoryTargetDefParseXML. */
const LEAST = 128n * 1024n;

/** libvirt src/qemu/qemu_domain.c qemuDomainNVDimmAlignSizePseries. */
const PSERIES_LEAST = 256n * 1024n * 1024n;
