import type { RestingRule } from '../analysis/analyze.ts';
import { CHECKSTYLE_END, CHECKSTYLE_HEAD, checkstyleFile } from '../report/checkstyle.ts';
import { compactReport } from '../report/compact.ts';
import type { FileReport, Tally } from '../report/fileReport.ts';
import { githubCommands } from '../report/github.ts';
import { gitlabEntries } from '../report/gitlab.ts';
import { humanReport } from '../report/human.ts';
import { jsonFile, jsonSummary } from '../report/json.ts';
import { JUNIT_END, JUNIT_HEAD, junitSuite } from '../report/junit.ts';
import { sarifEnd, sarifHead, sarifResults } from '../report/sarif.ts';
import { restingLine, summaryLine } from '../report/summary.ts';
import { RULES } from '../rules/all.ts';
import { SEVERITIES, type Severity } from '../text/finding.ts';
import type { Format } from './args.ts';
import type { Environment } from './environment.ts';
import { pathFrom } from './surroundings.ts';

/** Prints a run as it goes: however many files there are, of what is told of them little is kept in memory, but what waits for something worse. */
export interface Printer {
  readonly file: (report: FileReport) => Promise<void>;
  readonly end: (tally: Tally, resting: readonly RestingRule[]) => Promise<void>;
}

/** @param here the working directory: what reads reports of a repository wants paths from there */
export function printerFor(
  format: Format,
  failLevel: Severity | 'never',
  here: string,
  environment: Environment,
): Printer {
  const printer = plainPrinter(format, failLevel, environment);
  if (!FROM_HERE.has(format)) return printer;
  return {
    ...printer,
    file: (report) => printer.file({ ...report, path: pathFrom(report.path, here) }),
  };
}

const FROM_HERE: ReadonlySet<Format> = new Set(['sarif', 'github', 'gitlab']);

function plainPrinter(
  format: Format,
  failLevel: Severity | 'never',
  environment: Environment,
): Printer {
  const output = inPortions(environment);
  switch (format) {
    case 'human':
      return humanPrinter(output, environment.colour);
    case 'compact':
      return textPrinter(output, compactReport);
    case 'github':
      return githubPrinter(output);
    case 'checkstyle':
      return textPrinter(output, checkstyleFile, CHECKSTYLE_HEAD, CHECKSTYLE_END);
    case 'junit':
      return textPrinter(output, (file) => junitSuite(file, failLevel), JUNIT_HEAD, JUNIT_END);
    case 'gitlab':
      return listPrinter(output, gitlabEntries, '[\n', () => '\n]\n');
    case 'sarif': {
      const unreadable: FileReport[] = [];
      const results = (report: FileReport) => {
        if (report.error !== undefined) unreadable.push(report);
        return sarifResults(report);
      };
      const head = sarifHead(environment.version, RULES);
      return listPrinter(output, results, head, () => sarifEnd(unreadable));
    }
    case 'json':
      return listPrinter(
        output,
        (report) => [jsonFile(report)],
        '{"version":1,"files":[\n',
        (tally) => `\n],"summary":${JSON.stringify(jsonSummary(tally))}}\n`,
      );
  }
}

interface Output {
  readonly add: (text: string) => Promise<void>;
  readonly flush: () => Promise<void>;
}

/** A pipe takes a thousand small texts much more slowly than a few large ones. */
function inPortions({ out }: Environment): Output {
  let waiting = '';
  const flush = async (): Promise<void> => {
    const text = waiting;
    waiting = '';
    if (text !== '') await out(text);
  };
  const add = async (text: string): Promise<void> => {
    waiting += text;
    if (waiting.length >= PORTION) await flush();
  };
  return { add, flush };
}

const PORTION = 64 * 1024;

function humanPrinter({ add, flush }: Output, colour: boolean): Printer {
  return {
    file: (report) => add(humanReport(report, colour)),
    end: async (tally, resting) => {
      const lines = [summaryLine(tally), restingLine(resting)];
      await add(lines.flatMap((line) => (line === undefined ? [] : `${line}\n`)).join(''));
      await flush();
    },
  };
}

/** GitHub shows the first ten of each kind in a step and fifty in a job: what is worst goes first. */
function githubPrinter({ add, flush }: Output): Printer {
  const waiting = new Map<Severity, string[]>(SEVERITIES.map((severity) => [severity, []]));
  return {
    file: async (report) => {
      for (const { severity, text } of githubCommands(report))
        if (severity === 'error') await add(text);
        else waiting.get(severity)?.push(text);
    },
    end: async () => {
      for (const texts of waiting.values()) for (const text of texts) await add(text);
      await flush();
    },
  };
}

/** Text of each file, one behind the other, between a beginning and an end. */
function textPrinter(
  { add, flush }: Output,
  text: (report: FileReport) => string,
  head = '',
  tail = '',
): Printer {
  let before = head;
  return {
    file: async (report) => {
      await add(before + text(report));
      before = '';
    },
    end: async () => {
      await add(before + tail);
      await flush();
    },
  };
}

/** One JSON document, with a line for each entry of its list. */
function listPrinter(
  { add, flush }: Output,
  entries: (report: FileReport) => readonly object[],
  head: string,
  tail: (tally: Tally) => string,
): Printer {
  let before = head;
  return {
    file: async (report) => {
      for (const entry of entries(report)) {
        await add(before + JSON.stringify(entry));
        before = ',\n';
      }
    },
    end: async (tally) => {
      const end = tail(tally);
      await add(before === head ? head + end.replace(/^\n/, '') : end);
      await flush();
    },
  };
}
