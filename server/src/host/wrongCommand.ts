import { range } from '../text/range.ts';
import type { Problem } from '../text/finding.ts';

/**
 * Finds output of commands that people take for a description of a host and that is none, and says what to run instead.
 * At most one finding for each command.
 */
export function findWrongCommands(text: string): readonly Problem[] {
  const problems: Problem[] = [];
  for (const { sign, what } of WRONG) {
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
}

/** A sign that stands at the beginning of a line, and the command whose output it gives away. */
function output(sign: RegExp, command: string): Sign {
  return { sign, what: `this is the output of '${command}', which does not tell enough of a host` };
}

const WRONG: readonly Sign[] = [
  output(/^[ \t]*(?:physcpubind|membind):/m, 'numactl --show'),
  output(/^[ \t]*(?:Architecture:|CPU op-mode\(s\):|NUMA node\(s\):)/m, 'lscpu'),
  output(/^[ \t]*(?:\{[ \t]*)?"lscpu":/m, 'lscpu --json'),
  output(/^[ \t]*(?:"cpu":|\{[ \t]*"cpu":)/m, 'lscpu --extended --json'),
  output(/^[ \t]*CPU[ \t]+(?:NODE|SOCKET)\b/m, 'lscpu --extended'),
  output(/^# The following is the parsable format/m, 'lscpu --parse'),
  output(/^[ \t]*(?:<!DOCTYPE topology|<topology\b)/m, 'lstopo --of xml'),
  output(/^[ \t]*Machine \([^()\n]{1,40}\)/m, 'lstopo'),
  output(/^[ \t]*(?:Total|\d{1,5}):[ \t]+\d{1,20} KiB/m, 'virsh freecell'),
  output(/^[ \t]*\d{1,9}KiB:[ \t]+\d/m, 'virsh freepages'),
  output(/^[ \t]*CPU frequency:/m, 'virsh nodeinfo'),
  output(/^[ \t]*CPUs present:/m, 'virsh nodecpumap'),
  output(/^[ \t]*total[ \t]*:[ \t]*\d{1,20} KiB/m, 'virsh nodememstats'),
  output(/^[ \t]*<domainCapabilities\b/m, 'virsh domcapabilities'),
  output(/^[ \t]*<sysinfo\b/m, 'virsh sysinfo'),
  output(/^[ \t]*numa_hit[ \t]/m, 'numastat'),
  output(/^[ \t]*Per-node system memory usage/m, 'numastat -m'),
  output(/^[ \t]*(?:MemTotal|MemFree):/m, 'cat /proc/meminfo'),
  { sign: /^[ \t]*<domain\b/m, what: 'this describes a guest and not its host' },
  { sign: /^error: /m, what: 'virsh could not answer here' },
  { sign: /numactl: (?:command )?not found/m, what: 'numactl is not installed there' },
];
