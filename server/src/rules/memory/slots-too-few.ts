import { writeValue } from '../../domain/edit.ts';
import type { MaxMemory } from '../../domain/model.ts';
import { formatVersion, isStatedBefore } from '../../domain/versions.ts';
import type { Version } from '../../host/topology.ts';
import { domainRule, type Report } from '../rule.ts';
import { countedFrom0 } from '../words.ts';

export default domainRule(
  {
    id: 'memory/slots-too-few',
    severity: 'error',
    summary: 'There are more memory modules than slots, or one is in a slot beyond them',
    why: 'libvirt refuses the domain: each `dimm` and `nvdimm` takes one of the slots of `<maxMemory>`.',
    reference: 'https://libvirt.org/formatdomain.html#memory-devices',
    fix: 'suggested',
    since: '0.1.0',
    about: ['maxMemory'],
  },
  function* ({ domain, versions: { libvirt } }) {
    const { maxMemory, memoryDevices } = domain;
    if (maxMemory?.content === undefined || maxMemory.bytes === 0n) return;
    if (maxMemory.slots !== undefined && maxMemory.slots.value === undefined) return;
    const slots = maxMemory.slots?.value ?? 0;
    const takesAll = isStatedBefore(libvirt, [9, 5]);
    const modules = memoryDevices.filter(({ model }) => takesAll || MODULES.has(model?.value));
    const taken = modules.map(({ dimmAddress }) => dimmAddress?.slot?.value ?? -1);
    const highest = taken.reduce((most, slot) => (slot > most ? slot : most), -1);
    const wanted = Math.max(modules.length, highest + 1);
    if (wanted === 0 && slots === 0) yield* withoutSlots(maxMemory, libvirt);
    if (wanted <= slots) return;
    const fix = {
      title: `Set slots to ${wanted}`,
      safe: false,
      edits: writeValue(maxMemory, 'slots', String(wanted)),
    };
    if (modules.length > slots) {
      const what = takesAll ? 'memory device' : 'dimm or nvdimm';
      yield {
        range: maxMemory.slots?.range ?? maxMemory.source.name,
        message: `${modules.length === 1 ? `one ${what} needs a slot` : `${modules.length} devices (${what}) need a slot each`}, and <maxMemory> has ${slots === 0 ? 'none' : slots}`,
        fixes: [fix],
      };
      return;
    }
    for (const { dimmAddress, model } of modules) {
      const slot = dimmAddress?.slot;
      if (slot?.value === undefined || slot.value < slots || !MODULES.has(model?.value)) continue;
      yield {
        range: slot.range,
        message: `there is no slot ${slot.value}: <maxMemory> has ${countedFrom0('slot', slots)}`,
        fixes: [fix],
      };
    }
  },
);

/** Before 9.5 `<maxMemory>` needed slots, whatever was plugged in. */
function* withoutSlots(maxMemory: MaxMemory, libvirt: Version | undefined): Iterable<Report> {
  if (libvirt !== undefined && !isStatedBefore(libvirt, [9, 5])) return;
  yield {
    ...(libvirt === undefined ? { severity: 'information' as const } : {}),
    range: maxMemory.source.name,
    message: `<maxMemory> has no slots: libvirt ${libvirt === undefined ? 'before 9.5' : formatVersion(libvirt)} refuses it`,
    fixes: [{ title: 'Add 16 slots', safe: false, edits: writeValue(maxMemory, 'slots', '16') }],
  };
}

const MODULES: ReadonlySet<string | undefined> = new Set(['dimm', 'nvdimm']);
