import type { Rule } from '../rules/rule.ts';
import type { TextEdit } from '../text/edit.ts';
import type { Finding, Fix, Severity } from '../text/finding.ts';
import { LineIndex } from '../text/lineIndex.ts';
import type { Place, SourceRange } from '../text/range.ts';
import { slashed, type FileReport } from './fileReport.ts';
import { fingerprint, identitiesOf } from './fingerprint.ts';

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

/** The document up to its results: SARIF 2.1.0 (OASIS), columns in UTF-16 units, every rule with its texts. */
export function sarifHead(version: string, rules: readonly Rule[]): string {
  const driver = {
    name: 'libvirt-xml',
    version,
    semanticVersion: version,
    rules: rules.map(({ id, severity, summary, why, reference }) => ({
      id,
      shortDescription: { text: summary },
      fullDescription: { text: why },
      help: { text: `${why}\n\nlibvirt-xml explain ${id}` },
      helpUri: reference,
      defaultConfiguration: { level: LEVELS[severity] },
    })),
  };
  const head = {
    $schema:
      'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
  };
  return `${JSON.stringify(head).slice(0, -1)},"runs":[{"tool":${JSON.stringify({ driver })},"columnKind":"utf16CodeUnits","results":[\n`;
}

/** The document behind its results. Files that cannot be read are no results: the run tells of them. */
export function sarifEnd(unreadable: readonly FileReport[]): string {
  if (unreadable.length === 0) return '\n]}]}\n';
  const toolExecutionNotifications = unreadable.map(({ path, error = '' }) => ({
    level: 'error',
    message: { text: `the file cannot be read: ${error}` },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(path) } } }],
  }));
  const invocation = { executionSuccessful: false, toolExecutionNotifications };
  return `\n],"invocations":[${JSON.stringify(invocation)}]}]}\n`;
}

/** The results of one file, in the order of its findings; behind them what is suppressed, marked so. */
export function sarifResults(file: FileReport): readonly object[] {
  const { suppressed = [] } = file;
  const hidden = { ...file, findings: suppressed.map(({ finding }) => finding) };
  return [
    ...results(file),
    ...results(hidden).map((result, index) => {
      const { where, reason = '' } = suppressed[index] ?? {};
      const kind = where?.kind === 'comment' ? 'inSource' : 'external';
      const justification = reason === '' ? {} : { justification: reason };
      return { ...result, suppressions: [{ kind, ...justification }] };
    }),
  ];
}

function results(file: FileReport): readonly object[] {
  const lines = new LineIndex(file.text);
  const identities = identitiesOf(file);
  const artifactLocation = { uri: uriOf(file.path) };
  return file.findings.map((finding, index) => {
    const identity = identities[index];
    return {
      ruleId: finding.rule,
      level: LEVELS[finding.severity],
      message: { text: finding.message },
      locations: [
        {
          physicalLocation: { artifactLocation, region: region(finding.range, lines) },
          ...(identity === undefined || identity.element === ''
            ? {}
            : {
                logicalLocations: [{ fullyQualifiedName: identity.element, kind: 'element' }],
              }),
        },
      ],
      ...related(finding, artifactLocation, lines),
      ...(identity === undefined
        ? {}
        : { partialFingerprints: { 'libvirtXml/v1': fingerprint(identity) } }),
      ...(finding.fixes.length === 0
        ? {}
        : { fixes: finding.fixes.map((fix) => sarifFix(fix, artifactLocation, lines)) }),
    };
  });
}

interface ArtifactLocation {
  readonly uri: string;
}

function related(finding: Finding, artifactLocation: ArtifactLocation, lines: LineIndex): object {
  if (finding.related.length === 0) return {};
  const relatedLocations = finding.related.map(({ message, range, uri, place }, id) => ({
    id,
    message: { text: message },
    physicalLocation:
      uri === undefined
        ? { artifactLocation, region: region(range, lines) }
        : {
            artifactLocation: { uri: uriOf(uri) },
            ...(place === undefined ? {} : { region: regionOf(place) }),
          },
  }));
  return { relatedLocations };
}

function sarifFix(
  { title, edits }: Fix,
  artifactLocation: ArtifactLocation,
  lines: LineIndex,
): object {
  return {
    description: { text: title },
    artifactChanges: [
      { artifactLocation, replacements: edits.map((edit) => replacement(edit, lines)) },
    ],
  };
}

function replacement({ range, newText }: TextEdit, lines: LineIndex): object {
  return { deletedRegion: region(range, lines), insertedContent: { text: newText } };
}

function region({ start, end }: SourceRange, lines: LineIndex): object {
  return regionOf(lines.placeOf({ start, end }));
}

function regionOf({ line, character, endLine, endCharacter }: Place): object {
  return {
    startLine: line + 1,
    startColumn: character + 1,
    endLine: endLine + 1,
    endColumn: endCharacter + 1,
  };
}

/** Half a character, which no URI can hold. */
const LONE_SURROGATE = /\p{Cs}/gu;

/** A path as a relative or file URI reference. */
function uriOf(path: string): string {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(path)) return path;
  const parts = slashed(path).split('/');
  const encoded = parts
    .map((part) => encodeURIComponent(part.replace(LONE_SURROGATE, '\uFFFD')))
    .join('/');
  if (encoded.startsWith('//')) return `file:${encoded}`;
  if (encoded.startsWith('/')) return `file://${encoded}`;
  return /^[a-z]%3A\//i.test(encoded) ? `file:///${encoded.replace('%3A', ':')}` : encoded;
}
