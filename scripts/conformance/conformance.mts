// `npm run conformance -- DIR [--verbose]`: our verdicts beside libvirt's on libvirt's own test documents.
// DIR is the `tests` folder of a libvirt source tree (not part of this project; Debian's source package has one). Exits 1 when we
// find an error in what libvirt accepts, miss a refusal that the document or the host decides, or judge otherwise than xmllint by the
// schemas of that source tree.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyze } from '../../server/src/analysis/analyze.ts';
import { EMPTY_WORLD, type World } from '../../server/src/analysis/world.ts';
import { readHostFile } from '../../server/src/host/readHostFile.ts';
import type { HostTopology, Version } from '../../server/src/host/topology.ts';
import { RULES } from '../../server/src/rules/all.ts';
import type { Finding } from '../../server/src/text/finding.ts';
import { excused } from './excuses.mts';
import { compareSchemas } from './schemas.mts';
import { subjectOf } from './subjects.mts';
import { readTrials, type Trial } from './trials.mts';

const tests = process.argv[2];
const verbose = process.argv.includes('--verbose');
if (tests === undefined || !existsSync(tests)) {
  console.error(
    "usage: npm run conformance -- DIR   (the 'tests' folder of a libvirt source tree)",
  );
  process.exit(2);
}

const JUDGE_CAPACITY = new Set(
  RULES.filter(({ judges }) => judges === 'host capacity').map(({ id }) => id),
);
const version = versionOf(join(tests, '..'));
const mocked = join(tests, 'vircaps2xmldata/vircaps-x86_64-basic.xml');
const trials = [...readTrials(tests)];
const worlds: readonly (readonly [string, World])[] = [
  ['without a host', worldWith(undefined)],
  [
    "with libvirt's mocked host",
    worldWith(readHostFile(readFileSync(mocked, 'utf8'), mocked).topology),
  ],
];

console.log(`libvirt ${version.join('.')}: ${trials.length} documents`);
let disagreements = 0;
for (const [label, world] of worlds) disagreements += report(label, world);
disagreements += compareSchemas(tests);
process.exitCode = disagreements === 0 ? 0 : 1;

function report(label: string, world: World): number {
  const accepted = trials.filter(({ isAccepted }) => isAccepted);
  const refused = trials.filter(({ isAccepted }) => !isAccepted);
  const wrong = accepted.flatMap((trial) =>
    errorsIn(trial, world)
      .filter(({ rule }) => world.host === undefined || !JUDGE_CAPACITY.has(rule))
      .map((finding) => ({
        trial,
        finding,
        reason: excused(trial.name, finding.rule),
      })),
  );
  const judged = refused.map((trial) => {
    const message = trial.refusals[0] ?? '';
    return { trial, message, ...subjectOf(message), found: errorsIn(trial, world) };
  });
  const due = judged.filter(
    ({ subject }) => subject === 'document' || (subject === 'host' && world.host !== undefined),
  );
  const missed = due.filter(({ found }) => found.length === 0);
  const unexcused = missed.filter(({ trial }) => excused(trial.name, undefined) === undefined);
  const isOurs = wrong.filter(({ reason }) => reason === undefined);

  console.log(`\n${label}`);
  const clean = accepted.length - new Set(wrong.map(({ trial }) => trial.name)).size;
  console.log(
    `  accepted by libvirt: ${accepted.length}, of these without an error of ours: ${clean}`,
  );
  for (const { trial, finding, reason } of wrong)
    console.log(
      `    ${trial.name}: ${finding.rule}: ${finding.message}${reason === undefined ? '' : ` (${reason})`}`,
    );
  console.log(
    `  refused by libvirt: ${refused.length}, of these to be foreseen: ${due.length}, found: ${due.length - missed.length}`,
  );
  for (const { trial, message } of missed) {
    const reason = excused(trial.name, undefined);
    console.log(
      `    missed ${trial.name}: ${message}${reason === undefined ? '' : ` (${reason})`}`,
    );
  }
  if (verbose) {
    for (const { trial, message, found } of due)
      console.log(
        `    ${trial.name}: ${message}  <- ${[...new Set(found.map(({ rule }) => rule))].join(', ')}`,
      );
    for (const { trial, message, why } of judged.filter(({ subject }) => subject === 'other'))
      console.log(`    not judged (${why ?? ''}) ${trial.name}: ${message}`);
  }
  return isOurs.length + unexcused.length;
}

function errorsIn(trial: Trial, world: World): readonly Finding[] {
  const analysis = analyze(trial.text, world);
  for (const { rule, error } of analysis?.failures ?? [])
    console.error(`${trial.name}: ${rule} threw`, error);
  return (analysis?.findings ?? []).filter(({ severity }) => severity === 'error');
}

function worldWith(host: HostTopology | undefined): World {
  return { ...EMPTY_WORLD, host, versions: { ...host?.versions, libvirt: version } };
}

/** As the tree's build file states it. */
function versionOf(tree: string): Version {
  const found = /^\s*version:\s*'(\d+)\.(\d+)\.(\d+)'/m.exec(
    readFileSync(join(tree, 'meson.build'), 'utf8'),
  );
  if (found === null) throw new Error(`no version in ${tree}/meson.build`);
  return found.slice(1).map(Number);
}
