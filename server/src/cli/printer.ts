import type { RestingRule } from '../analysis/analyze.ts';
import type { FileReport, Tally } from '../report/fileReport.ts';
import { humanReport } from '../report/human.ts';
import { jsonFile, jsonSummary } from '../report/json.ts';
import { restingLine, summaryLine } from '../report/summary.ts';
import type { Format } from './args.ts';
import type { Environment } from './environment.ts';

/** Prints a run as it goes, so that no more than one file is kept in memory. */
export interface Printer {
  readonly file: (report: FileReport) => Promise<void>;
  readonly end: (tally: Tally, resting: readonly RestingRule[]) => Promise<void>;
}

export function printerFor(format: Format, environment: Environment): Printer {
  return format === 'json' ? jsonPrinter(environment) : humanPrinter(environment);
}

function humanPrinter({ out, colour }: Environment): Printer {
  return {
    file: async (report) => {
      const text = humanReport(report, colour);
      if (text !== '') await out(text);
    },
    end: async (tally, resting) => {
      const lines = [summaryLine(tally), restingLine(resting)];
      await out(lines.flatMap((line) => (line === undefined ? [] : `${line}\n`)).join(''));
    },
  };
}

/** One document, with a line for each file. */
function jsonPrinter({ out }: Environment): Printer {
  let before = '{"version":1,"files":[\n';
  return {
    file: async (report) => {
      await out(before + JSON.stringify(jsonFile(report)));
      before = ',\n';
    },
    end: async (tally) => {
      const opening = before === ',\n' ? '\n' : before;
      await out(`${opening}],"summary":${JSON.stringify(jsonSummary(tally))}}\n`);
    },
  };
}
