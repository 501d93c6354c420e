import { everyVcpuPinned, looseIothreads } from '../../domain/dedicated.ts';
import { appendChildren, removeAttribute } from '../../domain/edit.ts';
import { generalCpuset } from '../../domain/pins.ts';
import type { Fix } from '../../text/finding.ts';
import { domainRule } from '../rule.ts';
import { listed, numbered } from '../words.ts';

export default domainRule(
  {
    id: 'pinning/cpuset-for-the-rest',
    severity: 'information',
    summary: 'Every vCPU has a pin of its own, so that the `cpuset` of `<vcpu>` holds for no vCPU',
    why: '`<vcpu cpuset>` is for what has no pin. Where all vCPUs have one it holds for the emulator and for I/O threads alone, and where those have pins, too, for nothing.',
    reference: 'https://libvirt.org/formatdomain.html#cpu-allocation',
    fix: 'suggested',
    since: '0.1.0',
    about: ['vcpupin'],
    drivers: 'any',
  },
  function* ({ text, domain }) {
    const { vcpu } = domain;
    const cpuset = generalCpuset(domain);
    if (vcpu === undefined || cpuset?.value === undefined || !everyVcpuPinned(domain)) return;
    const loose = looseIothreads(domain);
    if (loose === undefined) return;
    const [emulatorpin] = domain.emulatorpins;
    const written = cpuset.text.trim();
    const who = [
      ...(emulatorpin === undefined ? ['the emulator'] : []),
      ...(loose.length > 0 ? [numbered('I/O thread', loose)] : []),
    ];
    const removal = removeAttribute(text, cpuset);
    const fixes: Fix[] = [];
    if (who.length === 0) fixes.push({ title: "Remove 'cpuset'", safe: false, edits: [removal] });
    else if (loose.length === 0 && domain.cputune !== undefined)
      fixes.push({
        title: `Write '${written}' as an <emulatorpin>`,
        safe: false,
        edits: [
          removal,
          appendChildren(text, domain.cputune, [`<emulatorpin cpuset='${written}'/>`]),
        ],
      });
    yield {
      range: cpuset.range,
      message:
        who.length === 0
          ? `'${written}' holds for nothing: all vCPUs, the emulator and the I/O threads have pins of their own`
          : `'${written}' holds for ${listed(who)} only: all vCPUs have pins of their own`,
      fixes,
    };
  },
);
