import { range } from '../../text/range.ts';
import type { Problem } from '../../text/finding.ts';
import { badValue, quoted } from '../hostBlock.ts';
import { MAX_ID } from '../idSet.ts';
import type { IdFault } from '../idSet.ts';

/** The findings on the unreadable pieces of a set of CPUs which begins at `start` in the file. */
export function setProblems(
  set: string,
  start: number,
  faults: readonly IdFault[],
): readonly Problem[] {
  return faults.map((fault) => {
    const at = range(start + fault.range.start, start + fault.range.end);
    return badValue(at, explain(fault, set.slice(fault.range.start, fault.range.end)));
  });
}

function explain(fault: IdFault, written: string): string {
  const name = quoted(written);
  if (fault.what === 'too-large')
    return `${name} is beyond the largest CPU number, ${String(MAX_ID)}`;
  if (fault.what === 'descending')
    return `the range ${name} runs backwards; write the smaller number first`;
  return `${name} is no CPU number and no range such as 0-3`;
}
