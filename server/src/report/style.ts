import type { Severity } from '../text/finding.ts';

/** How parts of a report are set off on a terminal. */
export interface Style {
  readonly severity: (severity: Severity, text: string) => string;
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly good: (text: string) => string;
}

/** The eight basic colours, which every terminal shows readably on its own background; or none. */
export function styleFor(colour: boolean): Style {
  return colour ? COLOURED : PLAIN;
}

const plain = (text: string): string => text;
const PLAIN: Style = { severity: (_, text) => text, strong: plain, faint: plain, good: plain };

const coloured =
  (code: string) =>
  (text: string): string =>
    text === '' ? '' : `\x1b[${code}m${text}\x1b[0m`;

const SEVERITY_CODES: Readonly<Record<Severity, string>> = {
  error: '1;31',
  warning: '1;33',
  information: '1;36',
  hint: '1;35',
};

const COLOURED: Style = {
  severity: (severity, text) => coloured(SEVERITY_CODES[severity])(text),
  strong: coloured('1'),
  faint: coloured('2'),
  good: coloured('32'),
};
