import { domainRule } from '../rule.ts';
import { writtenSets } from '../writtenSets.ts';

export default domainRule(
  {
    id: 'numatune/loose-list',
    severity: 'information',
    summary: 'A set has blanks, or a comma at its end, which `virsh edit` refuses',
    why: "libvirt's schema allows neither, and `virsh edit` and `define --validate` hold the domain against it; plain `virsh define` takes both, and stores the set without.",
    reference: 'https://libvirt.org/formatdomain.html#numa-node-tuning',
    fix: 'safe',
    since: '0.1.0',
    drivers: 'any',
  },
  function* ({ domain }) {
    for (const { text, value, range } of writtenSets(domain)) {
      if (value === undefined || IN_SCHEMA.test(text)) continue;
      const newText = text.replaceAll(LOOSE, '');
      if (!IN_SCHEMA.test(newText)) continue;
      const what = /\s/.test(text) ? 'blanks' : "a ',' at its end";
      yield {
        range,
        message: `the set has ${what}: 'virsh define' takes that, but 'virsh edit' refuses it`,
        fixes: [{ title: `Write '${newText}'`, safe: true, edits: [{ range, newText }] }],
      };
    }
  },
);

/** libvirt src/conf/schemas/basictypes.rng, "cpuset". */
const IN_SCHEMA = /^(?:\d+(?:-\d+)?|\^\d+)(?:,(?:\d+(?:-\d+)?|\^\d+))*$/;
const LOOSE = /\s+|,\s*$/g;
