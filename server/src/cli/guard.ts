import { EMPTY_WORLD, type World } from '../analysis/world.ts';
import { EMPTY_TALLY, reaches, tallied } from '../report/fileReport.ts';
import { humanReport } from '../report/human.ts';
import { visible } from '../report/visible.ts';
import type { GuardCommand } from './args.ts';
import { checkFile } from './checkFile.ts';
import type { Environment, FileContent } from './environment.ts';
import { unknownRule } from './ruleSetting.ts';
import { createSurroundings } from './surroundings.ts';

/**
 * Stands between `virsh edit` and the user's editor: runs the editor, checks what was written, and asks whether to go back before
 * virsh takes it. 0: virsh may take it; 1: it shall not (virsh then leaves the domain as it was); 2: it could not be done.
 * Without a terminal to ask on, what reaches the fail level is not given to virsh.
 */
export async function guard(command: GuardCommand, environment: Environment): Promise<number> {
  const { path, failLevel } = command;
  const [program, ...args] = editorOf(command, environment);
  if (program === undefined) {
    await say(environment, 'the editor is empty; name one with --editor or LIBVIRT_XML_EDITOR');
    return 2;
  }
  for (;;) {
    const ended = await environment.runInTerminal(program, [...args, path]);
    if ('error' in ended) {
      await say(environment, `the editor '${program}' cannot be run: ${ended.error}`);
      return 2;
    }
    if (ended.status !== 0) return ended.status;
    const content = await environment.readFile(path);
    const world = await worldOf(command, content, environment);
    const { report, error } = checkFile(path, content, world);
    if (error !== undefined) {
      await say(environment, `'${path}' cannot be read: ${error}`);
      return 2;
    }
    if (failLevel === 'never' || !reaches(tallied(EMPTY_TALLY, report), failLevel)) return 0;
    await environment.err(humanReport(report, environment.colour));
    const answer = await askWhatNow(environment);
    if (answer === 'accept') return 0;
    if (answer === 'leave') {
      await say(environment, 'what was written is not given on; the domain stays as it was');
      return 1;
    }
  }
}

/**
 * What the file is judged by: the configuration of the working directory, or the one that is named. virsh writes into a temporary
 * file, so that one that lies elsewhere counts as `NAME.xml` of the working directory, where NAME is the domain's. Who runs an
 * editor on it wants it checked: what the configuration excludes is no matter here. Read anew each time, since it may be edited, too.
 */
async function worldOf(
  command: GuardCommand,
  content: FileContent,
  environment: Environment,
): Promise<World> {
  const surroundings = await createSurroundings(command, environment);
  const here = (await environment.realPath('.')).replace(/\/$/, '');
  const real = await environment.realPath(command.path);
  const name = checkFile(command.path, content, EMPTY_WORLD).report.domain ?? 'domain';
  const isBelow = here !== '' && real.startsWith(`${here}/`);
  const place = isBelow ? real : `${here}/${name.replaceAll('/', '-')}.xml`;
  const { world, project } = await surroundings.of(place);
  for (const report of surroundings.reports())
    await environment.err(humanReport(report, environment.colour));
  const hosts = project?.configuration.hosts ?? [];
  if (hosts.length > 0 && world.host === undefined)
    await say(
      environment,
      `no host of the configuration is known for '${place}'; --host FILE names one`,
    );
  const unknown = unknownRule(command.rules.keys(), surroundings.houseRules());
  if (unknown !== undefined) await say(environment, unknown);
  return world;
}

/** A command line is split at blanks; no shell reads it. */
function editorOf({ editor }: GuardCommand, environment: Environment): readonly string[] {
  const line = editor ?? environment.variable('LIBVIRT_XML_EDITOR') ?? 'vi';
  return line.split(/\s+/).filter((part) => part !== '');
}

async function askWhatNow(environment: Environment): Promise<'edit' | 'accept' | 'leave'> {
  for (;;) {
    const answer = await environment.ask(
      'Edit again (e), take it as it is (t), or leave the domain unchanged (l)? ',
    );
    const word = answer?.trim().toLowerCase();
    if (word === undefined || word === 'l' || word === 'leave') return 'leave';
    if (word === 'e' || word === 'edit' || word === '') return 'edit';
    if (word === 't' || word === 'take') return 'accept';
  }
}

function say({ err }: Environment, text: string): Promise<void> {
  return err(`libvirt-xml: ${visible(text)}\n`);
}
