import type { RestingRule } from '../analysis/analyze.ts';
import { EMPTY_TALLY, reaches, tallied, type FileReport } from '../report/fileReport.ts';
import { visible } from '../report/visible.ts';
import type { LintCommand } from './args.ts';
import { checkFile, unreadable, type CheckedFile } from './checkFile.ts';
import type { Environment } from './environment.ts';
import { findFiles, type FoundPath } from './findFiles.ts';
import { printerFor } from './printer.ts';
import { readHosts } from './readHosts.ts';

/** Checks the files and prints what is found. 0: nothing at or above the fail level; 1: findings; 2: something could not be read. */
export async function lint(command: LintCommand, environment: Environment): Promise<number> {
  const { host, reports: hostReports } = await readHosts(command.hosts, command.rules, environment);
  const world = { host, rules: command.rules };
  const printer = printerFor(command.format, command.failLevel, environment);
  let tally = EMPTY_TALLY;
  let resting: readonly RestingRule[] = [];
  let isTroubled = false;
  const print = async (report: FileReport): Promise<void> => {
    tally = tallied(tally, report);
    isTroubled ||= report.status === 'unreadable';
    await printer.file(report);
  };
  const found = await findFiles(command.paths, environment);
  if (found.length === 0)
    await note(environment, `there is no *.xml file in ${command.paths.join(', ')}`);
  for (const path of found) {
    const checked = await check(path);
    await print(checked.report);
    if (checked.resting.length > 0) resting = checked.resting;
    isTroubled ||= checked.failures.length > 0;
    await noteTrouble(checked, environment);
  }
  for (const report of hostReports) await print(report);
  await printer.end(tally, resting);
  if (isTroubled) return 2;
  return command.failLevel !== 'never' && reaches(tally, command.failLevel) ? 1 : 0;

  async function check({ path, error }: FoundPath): Promise<CheckedFile> {
    if (error !== undefined) return unreadable(path, error);
    return checkFile(path, await environment.readFile(path), world);
  }
}

async function noteTrouble(
  { report, error, failures }: CheckedFile,
  environment: Environment,
): Promise<void> {
  if (error !== undefined) await note(environment, `'${report.path}' cannot be read: ${error}`);
  for (const failure of failures)
    await note(
      environment,
      `rule ${failure.rule} failed on '${report.path}': ${String(failure.error)}`,
    );
}

function note({ err }: Environment, text: string): Promise<void> {
  return err(`libvirt-xml: ${visible(text)}\n`);
}
