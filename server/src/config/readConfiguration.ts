import { parseTree, type Node, type ParseError } from 'jsonc-parser';
import { jsonExtent } from '../host/importers/json/jsonExtent.ts';
import { readMembers, type JsonReading } from '../host/importers/json/jsonObject.ts';
import { syntaxProblems } from '../host/importers/json/syntaxProblems.ts';
import type { Problem } from '../text/finding.ts';
import { compareRanges, range } from '../text/range.ts';
import { EMPTY_CONFIGURATION, type Configuration } from './configuration.ts';
import { readGlob } from './glob.ts';
import { CONFIGURATION_KEYS } from './keys.ts';
import { readConfiguredHosts } from './readConfiguredHosts.ts';
import { readHouseRules } from './readHouseRules.ts';
import { readOverrides } from './readOverrides.ts';
import { knownRules, readSeverities } from './ruleNames.ts';
import { readGlobs } from './values.ts';

/** A configuration after reading. Its problems carry rule ids `config/…`, in document order. */
export interface ConfigurationReading {
  /** undefined when the text is no JSON that can be read: half of it would assign files to the wrong host. */
  readonly configuration: Configuration | undefined;
  readonly problems: readonly Problem[];
}

/** A longer text is not read. */
export const MAX_CONFIGURATION_LENGTH = 1024 * 1024;
/** Deeper JSON could exhaust the stack of its parser; a configuration needs six levels. */
const MAX_DEPTH = 64;

/**
 * Reads a `libvirt-xml.json`: JSON with comments and trailing commas, static data alone. What is wrong is told and left out, the
 * rest holds. An empty text is a configuration that says nothing. Never throws, and takes time linear in the text.
 */
export function readConfiguration(text: string): ConfigurationReading {
  if (text.length > MAX_CONFIGURATION_LENGTH) return broken(text, 'is larger than 1 MB');
  if (/^[\s\uFEFF]*$/.test(text)) return { configuration: EMPTY_CONFIGURATION, problems: [] };
  if (jsonExtent(`[${text}`, 0).depth > MAX_DEPTH + 1)
    return broken(text, `is nested deeper than ${MAX_DEPTH} levels`);
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  if (errors.length > 0 || root === undefined)
    return {
      configuration: undefined,
      problems: syntaxProblems(text, 0, errors, 'config/broken-json'),
    };
  const reading: JsonReading = { text, base: 0, problems: [], family: 'config' };
  const configuration = readRoot(reading, root);
  return {
    configuration,
    problems: reading.problems.sort((a, b) => compareRanges(a.range, b.range)),
  };
}

function readRoot(reading: JsonReading, root: Node): Configuration {
  const members = readMembers(reading, root, CONFIGURATION_KEYS, 'the configuration');
  if (members === undefined) return EMPTY_CONFIGURATION;
  const houseRules = readHouseRules(reading, members.get('rules'));
  const known = knownRules(houseRules.map(({ id }) => id));
  return {
    hosts: readConfiguredHosts(reading, members.get('hosts')),
    severities: readSeverities(reading, members.get('severities'), known),
    overrides: readOverrides(reading, members.get('overrides'), known),
    houseRules,
    exclude: readGlobs(reading, members.get('exclude'), readGlob) ?? [],
  };
}

function broken(text: string, wrong: string): ConfigurationReading {
  const message = `the configuration ${wrong} and is not read`;
  const place = range(0, Math.min(1, text.length));
  return {
    configuration: undefined,
    problems: [{ rule: 'config/broken-json', range: place, message }],
  };
}
