import { fitsAll, planTogether } from '../placement/plan.ts';
import { sayBinding } from '../placement/sayBinding.ts';
import { overridden } from '../placement/whatIfBound.ts';
import { facetsOf } from '../host/topology.ts';
import { humanReport } from '../report/human.ts';
import { fleetPicture } from '../map/draw/fleetPicture.ts';
import type { Shape } from '../map/draw/shape.ts';
import { LIGHT_STYLE } from '../map/draw/style.ts';
import { svgText } from '../map/draw/svgText.ts';
import { fleetMapOf } from '../map/fleetMap.ts';
import { MODEL_NOTE, type PlanReport } from '../report/plan.ts';
import { planJson } from '../report/planJson.ts';
import { planMarkdown } from '../report/planMarkdown.ts';
import { planTable } from '../report/planTable.ts';
import { visible } from '../report/visible.ts';
import type { Environment } from './environment.ts';
import { pathsOf, placeOf, readContent } from './inputs.ts';
import { applySuggestions } from './planApply.ts';
import type { PlanCommand } from './planCommand.ts';
import { collectGuests, type FileGuest, type HostGuests } from './planGuests.ts';
import { suggestFor, type SuggestedEdits } from './planSuggest.ts';
import { showProgress } from './progress.ts';
import { createSurroundings } from './surroundings.ts';

/**
 * Shows where the memory of the guests lands on their hosts, suggests where it should, and writes that. Fulfils with 0: every guest
 * gets its memory from nodes that it asks for, as the files are at the end; 1: some guest does not; 2: something could not be read or
 * written, or there is no host or no guest.
 */
export async function plan(command: PlanCommand, environment: Environment): Promise<number> {
  const { fleets, isTroubled } = await gathered(command, environment);
  if (fleets.every(({ guests }) => guests.length === 0)) return 2;
  const unknown = command.guests.find(
    (name) => !fleets.some(({ guests }) => guests.some((guest) => guest.name === name)),
  );
  if (unknown !== undefined) {
    await note(environment, `there is no guest '${unknown}' in ${command.paths.join(', ')}`);
    return 2;
  }
  const planned = fleets.map((fleet) => reportOf(fleet, command));
  const reports = planned.map(({ report }) => report);
  await print(reports, command, environment);
  const isApplied = command.suggest === 'apply' || command.suggest === 'apply-unasked';
  const edits = planned.flatMap((one) => one.edits);
  const applied = isApplied ? await applySuggestions(edits, command, environment) : 'left';
  if (isTroubled || applied === 'failed') return 2;
  const now = reports.flatMap(({ guests, suggested }) =>
    applied === 'written' && suggested !== undefined ? suggested.guests : guests,
  );
  return now.every(({ landing }) => fitsAll(landing)) ? 0 : 1;
}

interface Gathered {
  readonly fleets: readonly HostGuests[];
  readonly isTroubled: boolean;
}

/** The guests by host, in the order of the files; what is wrong is told. */
async function gathered(command: PlanCommand, terminal: Environment): Promise<Gathered> {
  const surroundings = await createSurroundings(command, terminal);
  const found = await pathsOf(command, terminal);
  const progress = showProgress('reading', found.length, terminal);
  const { environment } = progress;
  const collector = collectGuests();
  const homeless: string[] = [];
  let isTroubled = false;
  for (const [index, path] of found.entries()) {
    await progress.step(index, path.path);
    const around = await surroundings.of(await placeOf(path, environment));
    if (around.isExcluded) continue;
    const content =
      path.error === undefined ? await readContent(path, environment) : { error: path.error };
    const added = collector.add(path, content, around);
    if (added === 'no-host') homeless.push(path.path);
    if (typeof added === 'string') continue;
    isTroubled = true;
    await note(environment, `'${path.path}' cannot be read: ${added.error}`);
  }
  await progress.end();
  for (const report of surroundings.reports()) {
    await environment.err(humanReport(report, false));
    isTroubled ||= report.findings.some(({ severity }) => severity === 'error');
  }
  const fleets: HostGuests[] = [];
  for (const fleet of collector.hosts()) {
    isTroubled ||= fleet.others.some(({ kind }) => kind === 'unreadable');
    const facets = facetsOf(fleet.host);
    if (facets.has('total') && facets.has(command.basis)) {
      fleets.push(fleet);
      continue;
    }
    isTroubled = true;
    const lacks = facets.has('total') ? 'what is free on its nodes' : 'the sizes of its nodes';
    await note(environment, `the description of ${fleet.host.name} lacks ${lacks}`);
  }
  const [first] = homeless;
  if (first !== undefined) {
    isTroubled = true;
    const others = homeless.length === 1 ? '' : ` and ${homeless.length - 1} more`;
    await note(environment, `no host is known for '${first}'${others}; --host FILE names one`);
  }
  if (found.length > 0 && !isTroubled && fleets.length === 0)
    await note(environment, 'none of the files holds a libvirt domain');
  return { fleets, isTroubled };
}

interface Planned extends Pick<SuggestedEdits, 'edits'> {
  readonly report: PlanReport;
}

function reportOf(fleet: HostGuests, command: PlanCommand): Planned {
  const { host, others } = fleet;
  const { basis } = command;
  const asked = fleet.guests.map((guest) => asAsked(guest, command));
  const plan = planTogether(asked, host, basis);
  const guests = asked.flatMap(({ file, name, domain, mode, nodeSet }, index) => {
    const landing = plan.landings[index];
    if (landing === undefined) return [];
    const binding = sayBinding(overridden(domain, host, mode, nodeSet));
    return [{ path: file.path, name, binding, landing, domain }];
  });
  const report: PlanReport = { host, basis, others, used: plan.used, guests };
  if (command.suggest === 'no') return { report, edits: [] };
  const { suggested, edits } = suggestFor(fleet, plan, command);
  return { report: { ...report, suggested }, edits };
}

/** With the mode and the nodes that were asked for. */
function asAsked(guest: FileGuest, { mode, nodeSet, guests }: PlanCommand): FileGuest {
  if (guests.length > 0 && !guests.includes(guest.name)) return guest;
  return { ...guest, mode, nodeSet };
}

async function print(
  reports: readonly PlanReport[],
  { format }: PlanCommand,
  environment: Environment,
): Promise<void> {
  const { colour, columns, unicode, out } = environment;
  const look = { colour, columns: columns ?? COLUMNS, unicode };
  switch (format) {
    case 'human':
      await out(reports.map((report) => planTable(report, look)).join('\n'));
      return;
    case 'markdown':
      await out(reports.map(planMarkdown).join('\n'));
      return;
    case 'json':
      await out(planJson(reports));
      return;
    case 'svg':
      await out(`${svgText(pictureOf(reports))}\n`);
  }
}

/** The plans below each other, each with what is suggested below it. */
function pictureOf(reports: readonly PlanReport[]): Shape {
  const maps = reports.flatMap(({ host, basis, guests, suggested }) => {
    const map = fleetMapOf(host, basis, guests);
    if (suggested === undefined || suggested.moved.length === 0) return [map];
    const after = fleetMapOf(host, basis, suggested.guests);
    return [map, { ...after, host: { ...after.host, name: `${host.name}, as suggested` } }];
  });
  return fleetPicture(maps, `${capital(MODEL_NOTE)}.`, LIGHT_STYLE);
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** What a page or a mail shows without folding lines. */
const COLUMNS = 80;

function note({ err }: Environment, text: string): Promise<void> {
  return err(`libvirt-xml: ${visible(text)}\n`);
}
