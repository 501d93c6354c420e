import type { Problem } from '../text/finding.ts';
import { compareRanges, range } from '../text/range.ts';
import type { SourceRange } from '../text/range.ts';
import { describeContradiction } from './contradiction.ts';
import type { HostBlock } from './hostBlock.ts';
import type { HostFileReading } from './hostFile.ts';
import { hostNameOf } from './hostName.ts';
import { blankParts, findTextParts } from './hostText.ts';
import type { TextPart } from './hostText.ts';
import { readCapabilities } from './importers/capabilities/readCapabilities.ts';
import { readJsonHost } from './importers/json/readJsonHost.ts';
import { readLscpu } from './importers/lscpu.ts';
import { readLscpuJson } from './importers/lscpuJson.ts';
import { readLscpuTables } from './importers/lscpuTable.ts';
import { readLstopo } from './importers/lstopo/readLstopo.ts';
import { readNumactl } from './importers/numactl.ts';
import { readNumastat } from './importers/numastat.ts';
import { readSysfs } from './importers/sysfs.ts';
import { readVersions } from './importers/versions.ts';
import { readDomcapabilities } from './importers/virshDomcapabilities.ts';
import { readNodedev } from './importers/virshNodedev.ts';
import { readFreecell } from './importers/virshFreecell.ts';
import { readFreepages } from './importers/virshFreepages.ts';
import { readNodememstats } from './importers/virshNodememstats.ts';
import { mergeHosts } from './mergeHosts.ts';
import { findWrongCommands } from './wrongCommand.ts';

/** A longer text, in UTF-16 units, is not read. */
export const MAX_HOST_FILE_LENGTH = 10 * 1024 * 1024;
/** Descriptions of each format that are read from one file. */
export const MAX_DESCRIPTIONS = 16;
/** One more than anybody shows, so that it can be said that there are more. */
const MAX_PROBLEMS = 1001;

/**
 * Reads a host file of any accepted format, recognised by its content: prompts and other output around it are passed
 * over, and several descriptions are merged. `name` is the file's name or path; the host is called after it unless our
 * JSON states a name. Takes time linear in the text and never throws. Texts that describe no host are never quoted.
 */
export function readHostFile(text: string, name: string): HostFileReading {
  if (text.length > MAX_HOST_FILE_LENGTH)
    return nothing([problemAt(text, 'host/too-large', TOO_LARGE)]);
  if (text.replace('\uFEFF', '').trim() === '')
    return nothing([problemAt(text, 'host/empty', EMPTY)]);

  const { found, rest } = readBlocks(text, name);
  const blocks = found.slice(0, MAX_DESCRIPTIONS);
  const problems = blocks.flatMap((block) => block.problems);
  const surplus = found[MAX_DESCRIPTIONS];
  if (surplus !== undefined)
    problems.push({ rule: 'host/too-large', range: surplus.range, message: TOO_MANY });

  const described = blocks.filter((block) => block.topology !== undefined);
  const { merged, contradictions } = mergeHosts(
    described.flatMap(({ topology }) => (topology === undefined ? [] : [{ name, topology }])),
  );
  for (const contradiction of contradictions) {
    const here = described[contradiction.index]?.range ?? firstLine(text);
    const there = described[contradiction.firstIndex]?.range ?? firstLine(text);
    const message = describeContradiction(contradiction, 'the earlier description');
    const related = [{ range: there, message: 'the earlier description' }];
    problems.push({ rule: 'host/contradiction', range: here, message, related });
  }
  problems.push(...otherContent(text, rest, blocks));
  return {
    formats: blocks.map((block) => block.format),
    descriptions: described.flatMap(({ format, topology }) =>
      topology === undefined ? [] : [{ format, topology }],
    ),
    topology: merged,
    problems: problems.sort((a, b) => compareRanges(a.range, b.range)).slice(0, MAX_PROBLEMS),
  };
}

type TextReader = (text: string, name: string, limit: number) => readonly HostBlock[];

/** The formats that are lines among other lines. */
const TEXT_READERS: readonly TextReader[] = [
  readNumactl,
  readNumastat,
  readFreecell,
  readFreepages,
  readNodememstats,
  readNodedev,
  readDomcapabilities,
  readLscpu,
  readLscpuTables,
  readSysfs,
  readVersions,
];

const FORMATS =
  "'virsh capabilities' XML, 'numactl --hardware' text, output of lscpu, lstopo or others, or this extension's own JSON (docs/host-file.md)";
const EMPTY = `the host file is empty; it should hold ${FORMATS}`;
const UNRECOGNISED = `this is not a host file; it should hold ${FORMATS}`;
const TOO_LARGE = 'the host file is larger than 10 MB and is not read';
const TOO_MANY = `a host file may hold ${String(MAX_DESCRIPTIONS)} descriptions of its host; those from here on are not read`;

interface Blocks {
  /** In the order of the text. */
  readonly found: readonly HostBlock[];
  /** The text without the parts that were read as XML or JSON. */
  readonly rest: string;
}

function readBlocks(text: string, name: string): Blocks {
  const host = hostNameOf(name);
  const claimed = /(?:^|[\\/.])(?:libvirt-xml\.host|libvirt-host)\.json$/i.test(name);
  const found: HostBlock[] = [];
  const recognised: TextPart[] = [];
  for (const part of findTextParts(text)) {
    if (found.length > MAX_DESCRIPTIONS) break;
    const block = readPart(text.slice(part.start, part.end), part, host, claimed);
    if (block === undefined) continue;
    found.push(block);
    recognised.push(part);
  }
  const rest = blankParts(text, recognised);
  for (const read of TEXT_READERS) found.push(...read(rest, host, MAX_DESCRIPTIONS + 1));
  return { found: found.sort((a, b) => compareRanges(a.range, b.range)), rest };
}

function readPart(
  piece: string,
  part: TextPart,
  host: string,
  claimed: boolean,
): HostBlock | undefined {
  if (part.kind === 'capabilities') return readCapabilities(piece, part.start, host);
  if (part.kind === 'lstopo') return readLstopo(piece, part.start, host);
  return (
    readLscpuJson(piece, part.start, part.depth, host) ??
    readJsonHost(piece, part.start, part.depth, host, claimed)
  );
}

/** What else the file holds: a passing remark beside a description, and the whole trouble without one. */
function otherContent(
  text: string,
  rest: string,
  blocks: readonly HostBlock[],
): readonly Problem[] {
  if (blocks.length > 0)
    return findWrongCommands(rest, new Set(blocks.map((block) => block.format))).map((problem) => ({
      ...problem,
      severity: 'information',
    }));
  const wrong = findWrongCommands(text, new Set());
  return wrong.length > 0
    ? wrong.slice(0, 1)
    : [problemAt(text, 'host/unrecognised', UNRECOGNISED)];
}

function nothing(problems: readonly Problem[]): HostFileReading {
  return { formats: [], descriptions: [], topology: undefined, problems };
}

function problemAt(text: string, rule: string, message: string): Problem {
  return { rule, range: firstLine(text), message };
}

/** The first line that has any character, without the blanks around it; the end of the first line if there is none. */
function firstLine(text: string): SourceRange {
  const start = text.search(/[^\s\uFEFF]/);
  if (start < 0) {
    const end = text.search(/[\r\n]/);
    return range(end < 0 ? text.length : end, end < 0 ? text.length : end);
  }
  const end = start + (/^[^\r\n]*/.exec(text.slice(start, start + 200))?.[0].trimEnd().length ?? 0);
  return range(start, end);
}
