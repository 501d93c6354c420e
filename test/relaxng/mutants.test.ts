// Documents with one slip each, judged by us and by jing, which takes the same algorithm for its own: the verdicts are equal, and so is,
// nearly always, the line of the first mistake.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemaFolders } from '../../server/src/machine/schemaFolders.ts';
import type { Grammar } from '../../server/src/relaxng/grammar.ts';
import { readGrammar } from '../../server/src/relaxng/readGrammar.ts';
import { validate } from '../../server/src/relaxng/validate.ts';
import { LineIndex } from '../../server/src/text/lineIndex.ts';
import { parseXml } from '../../server/src/xml/parseXml.ts';
import { needs } from '../harness/needs.ts';
import { ROOT } from '../harness/root.ts';
import { jingLines } from './jing.ts';

const SMALL = join(ROOT, 'test/schemas/small');
const GUESTS = join(ROOT, 'test/relaxng/guests');
const COUNT = 500;

describe('mutated domains', function () {
  this.timeout(240_000);
  const installed = schemaFolders(ROOT)[0]?.folder;

  it('are judged by a small schema as jing judges them', function () {
    needs('jing', this);
    compare(SMALL, ['small.xml']);
  });

  it("are judged by an installed libvirt's schema as jing judges them", function () {
    needs('jing', this);
    if (installed === undefined) {
      assert.notEqual(process.env['CI'], 'true', '.ci/run installs them');
      console.log(
        "      skipped: libvirt's schemas are not installed (Debian: libvirt0 or libvirt-common)",
      );
      this.skip();
    }
    compare(
      installed,
      readdirSync(GUESTS).filter((name) => name !== 'small.xml'),
    );
  });
});

function compare(schemas: string, documents: readonly string[]): void {
  const { grammar, problems } = readGrammar('domain.rng', (name) =>
    readFileSync(join(schemas, name), 'utf8'),
  );
  assert.deepEqual(
    problems.filter(({ severity }) => severity === 'error'),
    [],
  );
  assert.ok(grammar);
  const texts = documents.map((name) => readFileSync(join(GUESTS, name), 'utf8'));
  for (const [index, text] of texts.entries())
    assert.deepEqual(judge(grammar, text), { line: 0, said: '' }, documents[index]);
  const mutants = mutantsOf(texts);
  const theirs = jingLines(join(schemas, 'domain.rng'), mutants);
  const otherVerdict: string[] = [];
  const otherLine: string[] = [];
  for (const [index, text] of mutants.entries()) {
    const ours = judge(grammar, text);
    const line = theirs[index] ?? 0;
    const told = `we ${ours.line} (${ours.said}), jing ${line}:\n${text}`;
    if ((ours.line === 0) !== (line === 0)) otherVerdict.push(told);
    else if (ours.line !== line) otherLine.push(told);
  }
  const refused = theirs.filter((line) => line > 0).length;
  assert.deepEqual(otherVerdict, []);
  assert.ok(refused > mutants.length / 3, `${refused} of ${mutants.length} are wrong at all`);
  assert.ok(otherLine.length <= refused / 100, otherLine.join('\n\n'));
}

/** The line, from 1, at which a reader from the top notices the first problem; 0 for a valid document. */
function judge(grammar: Grammar, text: string): { line: number; said: string } {
  const root = parseXml(text).document.documentElement;
  assert.ok(root);
  const [first] = validate(grammar, root);
  if (first === undefined) return { line: 0, said: '' };
  const { line } = new LineIndex(text).positionAt(first.noticed);
  return { line: line + 1, said: `${first.kind} ${first.written}` };
}

type Slip = (text: string, choose: (count: number) => number) => string | undefined;

/** A stretch that a pattern finds, replaced. */
const slip =
  (pattern: RegExp, by: (found: string) => string): Slip =>
  (text, choose) => {
    const found = [...text.matchAll(pattern)];
    const one = found[choose(found.length)];
    if (one === undefined) return undefined;
    return text.slice(0, one.index) + by(one[0]) + text.slice(one.index + one[0].length);
  };

const LINE = /^ *<[\w-]+(?: [^>\n]*)?(?:\/>|>[^<\n]*<\/[\w-]+>)\n/gm;

const SLIPS: readonly Slip[] = [
  slip(/ [\w-]+='[^']*'/g, () => ''),
  slip(/(?<=[\w-]=')[^']+(?=')/g, () => 'bogus value'),
  slip(/(?<=[\w-]=')[^']+(?=')/g, () => '7'),
  slip(/(?<= )[\w-]+(?==')/g, (name) => `${name}x`),
  slip(LINE, () => ''),
  slip(LINE, (line) => line + line),
  slip(LINE, (line) => line.replace(/<(\/?)([\w-]+)/g, '<$1x$2')),
  slip(/(?<=>)[^<>\n]+(?=<\/)/g, () => 'other text'),
  slip(/(?<=>)\n/g, () => 'stray\n'),
  swapped,
];

/** A line with one element, moved to another place. */
function swapped(text: string, choose: (count: number) => number): string | undefined {
  const lines = [...text.matchAll(LINE)];
  const from = lines[choose(lines.length)];
  const to = lines[choose(lines.length)];
  if (from === undefined || to === undefined || from.index === to.index) return undefined;
  const without = text.slice(0, from.index) + text.slice(from.index + from[0].length);
  const at = to.index > from.index ? to.index - from[0].length : to.index;
  return without.slice(0, at) + from[0] + without.slice(at);
}

/** Always the same: numbers from a simple generator. */
function mutantsOf(texts: readonly string[]): readonly string[] {
  let state = 20_261_124;
  const choose = (count: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return count === 0 ? 0 : (state >>> 8) % count;
  };
  const mutants = new Set<string>();
  for (let i = 0; mutants.size < COUNT && i < COUNT * 4; i++) {
    const text = texts[i % texts.length] ?? '';
    const mutant = SLIPS[choose(SLIPS.length)]?.(text, choose);
    if (mutant !== undefined && parseXml(mutant).problems.length === 0) mutants.add(mutant);
  }
  return [...mutants];
}
