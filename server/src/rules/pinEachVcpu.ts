import { appendChildren, insertAfter } from '../domain/edit.ts';
import { formatIdSet } from '../host/format.ts';
import type { Locality } from '../placement/locality.ts';
import type { Fix } from '../text/finding.ts';
import { cpusOf } from './pinLocality.ts';
import type { HostContext } from './rule.ts';

/** Beyond so many lines nobody wants them written. */
const PINS_LIMIT = 256;

/**
 * Where one CPU set holds vCPUs whose memory is on different nodes: a `<vcpupin>` for each of them to the CPUs of its own
 * memory's nodes. undefined where the pin is one vCPU's, or the vCPUs are too many to list.
 */
export function pinEachFix(
  { text, domain, host }: HostContext,
  { placed }: Locality,
): Fix | undefined {
  const { vcpu, cputune } = domain;
  if (vcpu === undefined || placed.length < 2) return undefined;
  const pins = placed
    .flatMap(({ vcpus, memoryNodes }) => {
      const cpuset = formatIdSet(cpusOf(host, memoryNodes));
      return vcpus.map((id) => ({ id, cpuset }));
    })
    .sort((a, b) => a.id - b.id);
  if (pins.length > PINS_LIMIT) return undefined;
  const lines = pins.map(({ id, cpuset }) => `<vcpupin vcpu='${id}' cpuset='${cpuset}'/>`);
  const edit =
    cputune === undefined
      ? insertAfter(text, vcpu, ['<cputune>', ...lines.map((line) => `  ${line}`), '</cputune>'])
      : appendChildren(text, cputune, lines);
  return { title: "Pin each vCPU to the CPUs of its memory's nodes", safe: false, edits: [edit] };
}
