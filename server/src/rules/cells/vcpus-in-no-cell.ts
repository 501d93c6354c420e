import { writeValue } from '../../domain/edit.ts';
import type { Cell } from '../../domain/model.ts';
import { listedVcpus, vcpuCountOf } from '../../domain/pins.ts';
import { formatIdSet } from '../../host/format.ts';
import type { TextEdit } from '../../text/edit.ts';
import type { VcpuId } from '../../vocabulary/define.ts';
import { domainRule } from '../rule.ts';
import { numbered, verb } from '../words.ts';

export default domainRule(
  {
    id: 'cells/vcpus-in-no-cell',
    severity: 'information',
    summary: 'Some vCPUs are in no guest cell',
    why: 'libvirt puts them into cell 0 and rewrites the XML (since 6.4).',
    reference: 'https://libvirt.org/formatdomain.html#guest-numa-topology',
    fix: 'safe',
    since: '0.1.0',
    about: ['cell'],
  },
  function* ({ text, domain }) {
    const { cells } = domain;
    const count = vcpuCountOf(domain);
    const first = cells.find((cell) => cell.cellId === 0);
    if (count === undefined || first === undefined) return;
    // The one cell of a guest has all vCPUs where none are written; what is written does not stay.
    if (cells.length === 1 && first.cpus === undefined) return;
    const listed = listedVcpus(domain);
    if (listed === undefined) return;
    const all = Array.from({ length: count }, (_, vcpu) => vcpu as VcpuId);
    const missing = all.filter((vcpu) => !listed.has(vcpu));
    if (missing.length === 0) return;
    const together = [...(first.cpus?.value?.values ?? []), ...missing];
    const has =
      together.length === missing.length ? '' : `, which then has ${formatIdSet(together)}`;
    yield {
      range: first.cpus?.range ?? first.source.name,
      message: `${numbered('vCPU', missing)} ${verb(missing, 'is', 'are')} in no cell: libvirt puts ${verb(missing, 'it', 'them')} into cell 0${has}`,
      fixes: [
        {
          title: `Write ${numbered('vCPU', missing)} into cell 0`,
          safe: true,
          edits: writeCpus(text, first, formatIdSet(together)),
        },
      ],
    };
  },
);

/** Behind the id, where people look for it. */
function writeCpus(text: string, cell: Cell, cpus: string): TextEdit[] {
  const { id } = cell;
  if (cell.cpus !== undefined || id === undefined) return writeValue(cell, 'cpus', cpus);
  const at = id.whole.end;
  const quote = text.charAt(at - 1) === '"' ? '"' : "'";
  return [{ range: { start: at, end: at }, newText: ` cpus=${quote}${cpus}${quote}` }];
}
