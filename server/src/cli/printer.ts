import type { RestingRule } from '../analysis/analyze.ts';
import type { FileReport, Tally } from '../report/fileReport.ts';
import { humanReport } from '../report/human.ts';
import { jsonFile, jsonSummary } from '../report/json.ts';
import { restingLine, summaryLine } from '../report/summary.ts';
import type { Format } from './args.ts';
import type { Environment } from './environment.ts';

/** Prints a run as it goes: however many files there are, little of what is told of them is kept in memory. */
export interface Printer {
  readonly file: (report: FileReport) => Promise<void>;
  readonly end: (tally: Tally, resting: readonly RestingRule[]) => Promise<void>;
}

export function printerFor(format: Format, environment: Environment): Printer {
  const output = inPortions(environment);
  return format === 'json' ? jsonPrinter(output) : humanPrinter(output, environment.colour);
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

/** One document, with a line for each file. */
function jsonPrinter({ add, flush }: Output): Printer {
  let before = '{"version":1,"files":[\n';
  return {
    file: async (report) => {
      await add(before + JSON.stringify(jsonFile(report)));
      before = ',\n';
    },
    end: async (tally) => {
      const opening = before === ',\n' ? '\n' : before;
      await add(`${opening}],"summary":${JSON.stringify(jsonSummary(tally))}}\n`);
      await flush();
    },
  };
}
