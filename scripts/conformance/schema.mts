// `tsx scripts/conformance/schema.mts SCHEMAS DOCUMENTS [ROOT.rng] [--jing N]`: our schema verdicts beside xmllint's on each document of a folder, and,
// with --jing, verdict and first line beside jing's on N mutated documents. Exits 1 on a disagreement with xmllint.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Grammar } from '../../server/src/relaxng/grammar.ts';
import { readGrammar } from '../../server/src/relaxng/readGrammar.ts';
import { validate } from '../../server/src/relaxng/validate.ts';
import { LineIndex } from '../../server/src/text/lineIndex.ts';
import { parseXml } from '../../server/src/xml/parseXml.ts';

const [schemas, documents, main = 'domain.rng'] = process.argv.slice(2);
if (schemas === undefined || documents === undefined) {
  console.error('usage: schema.mts SCHEMAS DOCUMENTS [ROOT.rng] [--jing N]');
  process.exit(2);
}
const jing = process.argv.indexOf('--jing');
const loadStart = performance.now();
const { grammar, problems } = readGrammar(main, (name) => {
  const path = join(schemas, name);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
});
console.log(`${main}: read in ${(performance.now() - loadStart).toFixed(0)} ms`);
for (const { file, message, severity } of problems)
  console.log(`  ${severity} ${file}: ${message}`);
if (grammar === undefined) process.exit(1);

const texts = readdirSync(documents)
  .filter((file) => file.endsWith('.xml'))
  .map((file) => ({ file, text: readFileSync(join(documents, file), 'utf8') }));
compareWithXmllint(grammar, schemas, documents);
if (jing > 0) compareWithJing(grammar, schemas, Number(process.argv[jing + 1] ?? 100));

function verdict(known: Grammar, text: string): { isValid: boolean; line: number; said: string } {
  const parsed = parseXml(text);
  const root = parsed.document.documentElement;
  const [first] = root === null ? [] : validate(known, root);
  const line = first === undefined ? 0 : new LineIndex(text).positionAt(first.noticed).line + 1;
  const said = first === undefined ? '' : `${first.kind} ${first.written}`;
  return { isValid: root !== null && first === undefined, line, said };
}

function compareWithXmllint(known: Grammar, folder: string, from: string): void {
  const paths = texts.map(({ file }) => join(from, file));
  const ran = spawnSync('xmllint', ['--noout', '--relaxng', join(folder, main), ...paths], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const accepted = new Set(
    ran.stderr.split('\n').flatMap((line) => /^(.*) validates$/.exec(line)?.[1] ?? []),
  );
  const times: number[] = [];
  let different = 0;
  for (const { file, text } of texts) {
    const start = performance.now();
    const ours = verdict(known, text);
    times.push(performance.now() - start);
    if (parseXml(text).problems.length > 0) continue;
    if (ours.isValid === accepted.has(join(from, file))) continue;
    different++;
    console.log(
      `  ${file}: we ${ours.isValid ? 'accept' : `refuse, line ${ours.line}: ${ours.said}`}`,
    );
  }
  times.sort((a, b) => a - b);
  const median = times[times.length >> 1]?.toFixed(2) ?? '-';
  console.log(
    `${texts.length} documents, ${accepted.size} accepted by xmllint, ${different} judged otherwise by us; parse and validation ${median} ms median`,
  );
  if (different > 0) process.exitCode = 1;
}

function compareWithJing(known: Grammar, folder: string, count: number): void {
  const place = mkdtempSync(join(tmpdir(), 'mutated-'));
  const mutants = new Map<string, string>();
  for (let i = 0; mutants.size < count && i < count * 3; i++) {
    const text = mutate(texts[(i * 7919) % texts.length]?.text ?? '', i);
    if (text === undefined || parseXml(text).problems.length > 0) continue;
    const path = join(place, `${i}.xml`);
    writeFileSync(path, text);
    mutants.set(path, text);
  }
  const ran = spawnSync('jing', [join(folder, main), ...mutants.keys()], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const lines = new Map<string, number>();
  for (const [, path = '', line] of ran.stdout.matchAll(/^(.*?):(\d+):\d+: error/gm))
    if (!lines.has(path)) lines.set(path, Number(line));
  let verdicts = 0;
  let sameLine = 0;
  for (const [path, text] of mutants) {
    const ours = verdict(known, text);
    const theirs = lines.get(path);
    if (ours.isValid === (theirs === undefined)) verdicts++;
    else
      console.log(`  ${path}: we ${ours.isValid ? 'accept' : 'refuse'} (${ours.said}), jing not`);
    if (theirs === undefined) continue;
    if (theirs === ours.line) sameLine++;
    else console.log(`  ${path}: line ${ours.line} (${ours.said}), jing ${theirs}`);
  }
  console.log(
    `jing: ${verdicts} of ${mutants.size} verdicts equal; first line equal on ${sameLine} of ${lines.size} refused`,
  );
  if (!process.argv.includes('--keep')) rmSync(place, { recursive: true });
}

/** The text with one name, value, attribute or line changed, the place chosen by `seed`. */
function mutate(text: string, seed: number): string | undefined {
  const places =
    seed % 4 === 0
      ? [...text.matchAll(/ [\w-]+='[^']*'/g)]
      : seed % 4 === 1
        ? [...text.matchAll(/(?<=[\w]=')[^']+(?=')/g)]
        : seed % 4 === 2
          ? [...text.matchAll(/(?<= )[\w-]+(?==')/g)]
          : [...text.matchAll(/^ *<[\w-]+[^>\n]*\/>\n/gm)];
  const found = places[(seed * 31) % Math.max(1, places.length)];
  if (found === undefined) return undefined;
  const changed = seed % 4 === 1 ? 'bogus value' : seed % 4 === 2 ? `${found[0]}x` : '';
  return text.slice(0, found.index) + changed + text.slice(found.index + found[0].length);
}
