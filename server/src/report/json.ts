import type { TextEdit } from '../text/edit.ts';
import type { Finding, Fix, Related, Severity } from '../text/finding.ts';
import { LineIndex } from '../text/lineIndex.ts';
import type { Place, SourceRange } from '../text/range.ts';
import type { FileReport, FileStatus, Tally } from './fileReport.ts';

/** Line and column count from 1, the offset from 0; column and offset in UTF-16 units, behind a byte order mark. */
export interface JsonPosition {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

export interface JsonRange {
  readonly start: JsonPosition;
  readonly end: JsonPosition;
}

export interface JsonEdit {
  readonly range: JsonRange;
  readonly newText: string;
}

export interface JsonFix {
  readonly title: string;
  readonly safe: boolean;
  readonly edits: readonly JsonEdit[];
}

/** A place that belongs to a finding; with `path` it is in another file, at its beginning where the place is not known. */
export interface JsonRelated {
  readonly message: string;
  readonly range: JsonRange;
  readonly path?: string;
}

export interface JsonFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly range: JsonRange;
  readonly related: readonly JsonRelated[];
  readonly fixes: readonly JsonFix[];
}

export interface JsonFile {
  readonly path: string;
  readonly status: FileStatus;
  readonly domain: string | null;
  readonly findings: readonly JsonFinding[];
  /** Why the file is unreadable. */
  readonly error?: string;
}

/** `files` counts by status, `findings` by severity. */
export interface JsonSummary {
  readonly files: Readonly<Record<FileStatus, number>>;
  readonly findings: Readonly<Record<Severity, number>>;
}

/** What `lint --format json` prints. `version` changes when a reader of this one would go wrong. */
export interface JsonReport {
  readonly version: 1;
  readonly files: readonly JsonFile[];
  readonly summary: JsonSummary;
}

/** One file's entry. It does not hold on to the file's text. */
export function jsonFile(file: FileReport): JsonFile {
  const lines = new LineIndex(file.text);
  return {
    path: file.path,
    status: file.status,
    domain: file.domain ?? null,
    findings: file.findings.map((finding) => jsonFinding(finding, lines)),
    ...(file.error === undefined ? {} : { error: file.error }),
  };
}

export function jsonSummary({ statuses, severities }: Tally): JsonSummary {
  return { files: statuses, findings: severities };
}

function jsonFinding(finding: Finding, lines: LineIndex): JsonFinding {
  const { rule, severity, message } = finding;
  return {
    rule,
    severity,
    message,
    range: jsonRange(finding.range, lines),
    related: finding.related.map((related) => jsonRelated(related, lines)),
    fixes: finding.fixes.map((fix) => jsonFix(fix, lines)),
  };
}

function jsonRelated({ message, range, uri, place }: Related, lines: LineIndex): JsonRelated {
  if (uri !== undefined)
    return { message, range: place === undefined ? BEGINNING : jsonPlace(place), path: uri };
  return { message, range: jsonRange(range, lines) };
}

function jsonFix({ title, safe, edits }: Fix, lines: LineIndex): JsonFix {
  return { title, safe, edits: edits.map((edit) => jsonEdit(edit, lines)) };
}

function jsonEdit({ range, newText }: TextEdit, lines: LineIndex): JsonEdit {
  return { range: jsonRange(range, lines), newText };
}

function jsonRange({ start, end }: SourceRange, lines: LineIndex): JsonRange {
  return { start: jsonPosition(start, lines), end: jsonPosition(end, lines) };
}

function jsonPlace({ start, end, line, character, endLine, endCharacter }: Place): JsonRange {
  return {
    start: { line: line + 1, column: character + 1, offset: start },
    end: { line: endLine + 1, column: endCharacter + 1, offset: end },
  };
}

function jsonPosition(offset: number, lines: LineIndex): JsonPosition {
  const { line, character } = lines.positionAt(offset);
  return { line: line + 1, column: character + 1, offset };
}

const FIRST: JsonPosition = { line: 1, column: 1, offset: 0 };
const BEGINNING: JsonRange = { start: FIRST, end: FIRST };
