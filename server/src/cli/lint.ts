import type { Analysis, RestingRule } from '../analysis/analyze.ts';
import { isSilent, withFleet, type FleetTold } from '../analysis/fleetFindings.ts';
import type { World } from '../analysis/world.ts';
import { decodeText } from '../machine/decodeText.ts';
import { counted } from '../report/counted.ts';
import {
  EMPTY_TALLY,
  reaches,
  tallied,
  type FileReport,
  type Tally,
} from '../report/fileReport.ts';
import { summaryLine } from '../report/summary.ts';
import { visible } from '../report/visible.ts';
import type { BaselineUse, LintCommand } from './args.ts';
import { readBaseline, type Baseline } from './baseline.ts';
import { checkFile, unreadable, type CheckedFile } from './checkFile.ts';
import type { Environment, FileContent } from './environment.ts';
import { gatherFleets, type Fleets } from './fleets.ts';
import type { FoundPath } from './findFiles.ts';
import { keepChecks } from './keptChecks.ts';
import { fixFile } from './fixFile.ts';
import { pathsOf, placeOf, readContent, STANDARD_INPUT } from './inputs.ts';
import { printerFor } from './printer.ts';
import { unknownRule } from './ruleSetting.ts';
import { showProgress } from './progress.ts';
import { writeBack } from './rewrite.ts';
import { watchSuppressions, type SuppressionUse } from './suppressionUse.ts';
import { createSurroundings, type Surroundings } from './surroundings.ts';

/** Checks the files and prints what is found. 0: nothing at or above the fail level; 1: findings; 2: something could not be read or written. */
export async function lint(command: LintCommand, terminal: Environment): Promise<number> {
  const surroundings = await createSurroundings(command, terminal);
  const known = await openBaseline(command.baseline, terminal);
  if ('problem' in known) {
    await note(
      terminal,
      `the baseline '${command.baseline?.path ?? ''}' cannot be used: ${known.problem}`,
    );
    return 2;
  }
  const found = await pathsOf(command, terminal);
  const progress = showProgress('checking', found.length, terminal);
  const environment = { ...progress.environment, readInput: once(terminal.readInput) };
  const here = await environment.realPath('.');
  const printer = printerFor(command.format, command.failLevel, here, environment);
  let tally = EMPTY_TALLY;
  let resting: readonly RestingRule[] = [];
  let isTroubled = false;
  const print = async (report: FileReport): Promise<void> => {
    const fresh = known.baseline.without(report);
    tally = tallied(tally, fresh);
    isTroubled ||= report.status === 'unreadable';
    if (command.diff) return;
    const told = fresh.findings.filter(({ severity }) => !command.quiet || severity === 'error');
    await printer.file({ ...fresh, findings: told });
  };
  const uses = watchSuppressions(surroundings, environment);
  const isHostStated = command.hosts.length > 0;
  const kept = keepChecks();
  const fleets = await gatherFleets(
    found,
    surroundings,
    { isHostStated, isAsConfigured: isAsConfigured(command) },
    environment,
    ({ path }, content, { world }) => {
      let alone: Analysis | undefined;
      const checked = checkFile(path, content, world, (analysis) => (alone = analysis));
      if (command.fix === undefined) kept.keep(path, checked);
      return checked.report.status === 'unreadable' ? 'unreadable' : alone;
    },
  );
  let excluded = 0;
  let fixed = 0;
  for (const [index, path] of found.entries()) {
    await progress.step(index, path.path);
    const place = await placeOf(path, environment);
    const { world, isExcluded, project } = await surroundings.of(place);
    if (isExcluded) {
      excluded++;
      if (command.verbose)
        await note(environment, `'${path.path}' is excluded by the configuration`);
      continue;
    }
    const told = fleets.told(path.path);
    const known = kept.take(path.path);
    const checked: FixedCheck =
      known !== undefined && isSilent(told, world)
        ? known
        : await checkAndFix(path, command, world, { fleets, told }, environment);
    await print(checked.report);
    uses.add(project, place, checked.uses);
    if (checked.resting.length > 0) resting = checked.resting;
    isTroubled ||= checked.failures.length > 0 || checked.writeError !== undefined;
    if (checked.isFixed === true) fixed++;
    if (command.verbose && checked.report.status === 'not-a-domain')
      await note(environment, `'${path.path}' holds no libvirt domain`);
    await noteTrouble(checked, environment);
  }
  await progress.end();
  if (command.verbose)
    for (const file of surroundings.foundHostFiles())
      await note(environment, `the host is described by '${file}' of the working directory`);
  if (isAsConfigured(command)) await tellUnused(uses, surroundings);
  for (const report of surroundings.reports()) await print(report);
  if (!command.diff) await printer.end(tally, resting);
  await tellFixes(command, fixed, tally, environment);
  isTroubled ||= await closeBaseline(command.baseline, known.baseline, environment);
  const unknown = unknownRule(command.rules.keys(), surroundings.houseRules());
  if (unknown !== undefined) await note(environment, unknown);
  isTroubled ||= unknown !== undefined;
  if (isTroubled) return 2;
  if (tally.statuses.linted === 0 && excluded === 0 && !command.allowNone) {
    if (found.length > 0) await note(environment, 'none of the files holds a libvirt domain');
    return 2;
  }
  if (command.maxWarnings !== undefined && tally.severities.warning > command.maxWarnings) {
    const warnings = counted(tally.severities.warning, 'warning');
    await note(environment, `${warnings}, and at most ${command.maxWarnings} allowed`);
    return 1;
  }
  return command.failLevel !== 'never' && reaches(tally, command.failLevel) ? 1 : 0;
}

/** Whether the files were judged as their configuration has it, so that what it suppresses shows whether it is needed. */
function isAsConfigured({ config, hosts, versions }: LintCommand): boolean {
  return config === 'nearest' && hosts.length === 0 && Object.keys(versions).length === 0;
}

async function tellUnused(uses: SuppressionUse, surroundings: Surroundings): Promise<void> {
  for (const { project, findings } of await uses.unused()) surroundings.tell(project, findings);
}

interface FixedCheck extends CheckedFile {
  readonly writeError?: string;
  /** Fixes have been written, or shown. */
  readonly isFixed?: boolean;
}

/** What is found is not printed beside a diff: it is summed up here, as the exit code goes by it. */
async function tellFixes(
  { fix, diff }: LintCommand,
  fixed: number,
  tally: Tally,
  environment: Environment,
): Promise<void> {
  const files = counted(fixed, 'file');
  if (diff)
    await note(
      environment,
      `${summaryLine(tally)}; ${fixed === 0 ? 'no fix is shown' : `the fixes of ${files} are shown`}`,
    );
  else if (fix !== undefined && fixed > 0)
    await note(environment, `${files} ${fixed === 1 ? 'is' : 'are'} fixed`);
}

/** What is found after the fixes that were asked for have been applied, or shown. */
async function checkAndFix(
  { path, real, error }: FoundPath,
  command: LintCommand,
  world: World,
  { fleets, told }: { readonly fleets: Fleets; readonly told: FleetTold },
  environment: Environment,
): Promise<FixedCheck> {
  if (error !== undefined) return unreadable(path, error);
  const content = await readContent({ path, real, error }, environment);
  const checked = checkFile(path, content, world, (analysis) => withFleet(analysis, told));
  if (command.fix === undefined) return checked;
  const fixed = fixFile(checked.report, content, world, command.fix);
  if (fixed === undefined) return checked;
  if (command.diff) {
    await environment.out(fixed.diff);
    return { ...checked, isFixed: true };
  }
  const writeError =
    real === STANDARD_INPUT
      ? 'standard input cannot be written; use --diff'
      : await writeBack({ path, real }, fixed.bytes, command.paths, environment);
  if (writeError !== undefined) return { ...checked, writeError };
  const after: FileContent = { bytes: fixed.bytes, cut: false };
  const mended = checkFile(path, after, world, (analysis) => {
    fleets.changed(path, analysis);
    return withFleet(analysis, fleets.told(path));
  });
  return { ...mended, isFixed: true };
}

async function openBaseline(
  use: BaselineUse | undefined,
  environment: Environment,
): Promise<{ readonly baseline: Baseline } | { readonly problem: string }> {
  const { path, mode } = use ?? { path: '', mode: 'read' };
  const isThere = use !== undefined && (await environment.kindOf(path)) !== 'missing';
  if (use === undefined || (mode === 'update' && !isThere)) return readBaseline(undefined, mode);
  const content = await environment.readFile(path);
  if ('error' in content)
    return { problem: `${content.error}${isThere ? '' : '; --update-baseline writes it'}` };
  const { text, problem } = decodeText(content.bytes, content.cut);
  return problem === undefined ? readBaseline(text, mode) : { problem };
}

/** Writes the baseline where that was asked for. True when it could not be written. */
async function closeBaseline(
  use: BaselineUse | undefined,
  baseline: Baseline,
  environment: Environment,
): Promise<boolean> {
  if (use === undefined) return false;
  const unmet = baseline.unmet();
  const gone = `${counted(unmet, 'finding')}${use.mode === 'read' ? ' of the baseline' : ''} ${unmet === 1 ? 'is' : 'are'} gone`;
  if (use.mode === 'read') {
    if (unmet > 0) await note(environment, `${gone}; --prune-baseline forgets what is gone`);
    return false;
  }
  const error = await environment.writeFile(use.path, new TextEncoder().encode(baseline.text()));
  await note(
    environment,
    error === undefined
      ? `the baseline '${use.path}' holds ${counted(baseline.count(), 'finding')} now${unmet === 0 ? '' : `; ${gone}`}`
      : `the baseline '${use.path}' cannot be written: ${error}`,
  );
  return error !== undefined;
}

async function noteTrouble(
  { report, error, failures, writeError }: FixedCheck,
  environment: Environment,
): Promise<void> {
  if (error !== undefined) await note(environment, `'${report.path}' cannot be read: ${error}`);
  if (writeError !== undefined)
    await note(environment, `'${report.path}' is not fixed: ${writeError}`);
  for (const failure of failures)
    await note(
      environment,
      `rule ${failure.rule} failed on '${report.path}': ${String(failure.error)}`,
    );
}

function note({ err }: Environment, text: string): Promise<void> {
  return err(`libvirt-xml: ${visible(text)}\n`);
}

/** Standard input can be read but once. */
function once<T>(read: () => Promise<T>): () => Promise<T> {
  let first: Promise<T> | undefined;
  return () => (first ??= read());
}
