import type { ValueProblem } from '../define.ts';
import { wordOf } from './word.ts';

/** How the kernel treats the node set when it gives the guest memory. */
export type MemoryMode = 'strict' | 'preferred' | 'interleave' | 'restrictive';

const words = wordOf<MemoryMode>(
  'a memory mode',
  'How the guest gets memory from the host nodes in `nodeset`.',
  {
    strict:
      '**strict**: only these host nodes, nowhere else. If they run full, the kernel reclaims and swaps there and may then kill processes (this guest, another guest or a host service), even while other nodes have free memory. Huge pages fail at start instead. Right where a guarantee is wanted and the guest fits: huge pages, real-time guests. While the guest runs, neither mode nor nodes can be changed (libvirt 8.0 and later).',
    preferred:
      '**preferred**: these host nodes first; when they are full, memory comes from the nearest others. The guest is not killed for a full node, but may become slower without a word. Several nodes need libvirt 9.0, Linux 5.15 and libnuma 2.0.15; QEMU before 8.0 then uses the lowest node only.',
    interleave:
      '**interleave**: spreads page by page over all nodes of the set, in equal parts while each has room. When one is full, its share goes to the nodes nearest to it, outside the set, too. Even load on the host; on average, part of every access is remote. For a guest larger than any node.',
    restrictive:
      '**restrictive**: only the cpuset cgroup limits the nodes; QEMU is told nothing. As hard a limit as strict when the nodes run full, but the set can be changed while the guest runs, and NUMA balancing may move pages inside it. Needs libvirt 7.3; since 9.4 `<memory>` and every `<memnode>` must all be restrictive, or none. Memory that QEMU takes before the cgroup applies, and session mode, escape it.',
  },
);

/** QEMU's and numactl's words for what libvirt calls strict. */
const STRICT_ELSEWHERE = ['bind', 'membind'];

/**
 * The four modes. What happens when nodes run full is measured (Linux 6.1 and 6.12); what libvirt does with each is from
 * src/qemu/qemu_process.c, src/qemu/qemu_command.c and src/util/virnuma.c.
 */
export const memoryMode: typeof words = {
  ...words,
  parse(text, place) {
    const { value, problems } = words.parse(text, place);
    if (!STRICT_ELSEWHERE.includes(text.trim().toLowerCase()))
      return { value, problems: problems.map(unsafe) };
    const range = place(0, text.length);
    const message = `'${text}' is QEMU's and numactl's word: libvirt calls it 'strict'`;
    const edits = [{ range, newText: 'strict' }];
    const fix = { title: `Change '${text}' to 'strict'`, safe: false, edits };
    return { value, problems: [{ range, message, fixes: [fix] }] };
  },
};

/** Whatever was meant: a mode is changed by its author only. */
function unsafe(problem: ValueProblem): ValueProblem {
  return { ...problem, fixes: problem.fixes?.map((fix) => ({ ...fix, safe: false })) ?? [] };
}
