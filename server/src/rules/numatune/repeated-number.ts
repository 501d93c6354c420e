import { formatIdSet } from '../../host/format.ts';
import { hasSeveral } from '../earlyExclusions.ts';
import { domainRule, type Report } from '../rule.ts';
import { writtenSets, type WrittenSet } from '../writtenSets.ts';

export default domainRule(
  {
    id: 'numatune/repeated-number',
    severity: 'hint',
    summary: 'A set names a number twice',
    why: 'libvirt stores the set without the repetition. Often another number was meant.',
    reference: 'https://libvirt.org/formatdomain.html#numa-node-tuning',
    fix: 'suggested',
    since: '0.1.0',
    drivers: 'any',
  },
  function* ({ domain }) {
    for (const set of writtenSets(domain)) if (hasSeveral(set)) yield* repetitions(set);
  },
);

/** A longer list is nobody's handwriting. */
const ITEMS_LIMIT = 256;

/** The items that name numbers which those before them named already, in sets without exclusions: there a second naming may be meant. */
function* repetitions(written: WrittenSet): Generator<Report> {
  const items = written.value?.items ?? [];
  if (written.value === undefined || items.length < 2 || items.length > ITEMS_LIMIT) return;
  if (items.some(({ excluded }) => excluded)) return;
  const newText = formatIdSet(written.value.values);
  const fixes = [
    {
      title: `Write '${newText}'`,
      safe: false,
      edits: [{ range: written.range, newText }],
    },
  ];
  for (const [index, { first, last, range }] of items.entries()) {
    const before = items.slice(0, index).find((one) => one.first <= last && first <= one.last);
    if (before === undefined) continue;
    const from = Math.max(first, before.first);
    const to = Math.min(last, before.last);
    const what =
      from === to
        ? `${from} stands in the set already`
        : `${from} to ${to} stand in the set already`;
    yield { range, message: `${what}: was another number meant?`, fixes };
  }
}
