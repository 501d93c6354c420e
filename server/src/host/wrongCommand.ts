import { range } from '../text/range.ts';
import type { Problem } from '../text/finding.ts';
import type { HostFormat } from './hostFile.ts';

/**
 * Finds output of commands that people take for a description of a host and that is none, and says what to run instead.
 * At most one finding for each command, and none for one
 * whose output was of use.
 */
export function findWrongCommands(
  text: string,
  recognised: ReadonlySet<HostFormat>,
): readonly Problem[] {
  const problems: Problem[] = [];
  for (const { sign, what, unless = [] } of WRONG) {
    if (unless.some((format) => recognised.has(format))) continue;
    const match = sign.exec(text);
    if (match === null) continue;
    const start = match.index + match[0].length - match[0].trimStart().length;
    const message = `${what}; ${INSTEAD}`;
    const at = range(start, match.index + match[0].length);
    problems.push({ rule: 'host/wrong-command', range: at, message });
  }
  return problems;
}

const INSTEAD = "run 'virsh capabilities' or 'numactl --hardware' on the host and save that";

interface Sign {
  readonly sign: RegExp;
  readonly what: string;
  /** Formats in which the sign belongs to a description. */
  readonly unless?: readonly HostFormat[];
}

/** A sign that stands at the beginning of a line, and the command whose output it gives away. */
function output(sign: RegExp, command: string, ...unless: readonly HostFormat[]): Sign {
  return {
    sign,
    unless,
    what: `this is the output of '${command}', which does not tell enough of a host`,
  };
}

const WRONG: readonly Sign[] = [
  output(/^[ \t]*(?:physcpubind|membind):/m, 'numactl --show'),
  {
    sign: /^[ \t]*(?:Architecture:|CPU op-mode\(s\):|Architektur:|NUMA-Knoten:|Architecture :)/m,
    unless: ['lscpu'],
    what: "this output of lscpu has no line such as 'NUMA node0 CPU(s):', perhaps as it is translated: run it as 'LC_ALL=C lscpu'",
  },
  {
    sign: /^[ \t]*(?:\{[ \t]*)?"lscpu":/m,
    unless: ['lscpu'],
    what: "this output of lscpu has no 'NUMA node0 CPU(s):', perhaps as it is translated: run it as 'LC_ALL=C lscpu -J'",
  },
  output(/^[ \t]*CPU[ \t]+(?:NODE|SOCKET)\b/m, 'lscpu --extended', 'lscpu-table'),
  output(/^# The following is the parsable format/m, 'lscpu --parse', 'lscpu-table'),
  output(/^[ \t]*Machine \([^()\n]{1,40}\)/m, 'lstopo', 'lstopo'),
  output(/^[ \t]*Total:[ \t]+\d{1,20} KiB/m, 'virsh freecell', 'virsh-freecell'),
  output(/^[ \t]*CPU frequency:/m, 'virsh nodeinfo'),
  output(/^[ \t]*CPUs present:/m, 'virsh nodecpumap'),
  output(/^[ \t]*total[ \t]*:[ \t]*\d{1,20} KiB/m, 'virsh nodememstats', 'virsh-nodememstats'),
  output(/^[ \t]*<domainCapabilities\b/m, 'virsh domcapabilities', 'virsh-domcapabilities'),
  output(/^[ \t]*<sysinfo\b/m, 'virsh sysinfo'),
  output(/^[ \t]*numa_hit[ \t]/m, 'numastat', 'sysfs'),
  output(/^[ \t]*(?:MemTotal|MemFree):/m, 'cat /proc/meminfo', 'sysfs'),
  { sign: /^[ \t]*<domain\b/m, what: 'this describes a guest and not its host' },
  { sign: /^error: /m, what: 'virsh could not answer here' },
  { sign: /numactl: (?:command )?not found/m, what: 'numactl is not installed there' },
];
