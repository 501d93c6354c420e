import type { Node } from 'jsonc-parser';
import {
  readElements,
  rangeOf,
  readMembers,
  tell,
  type JsonReading,
} from '../host/importers/json/jsonObject.ts';
import type { Override } from './configuration.ts';
import { readGlob, readNamePattern } from './glob.ts';
import { OVERRIDE_KEYS, SUPPRESSION_KEYS } from './keys.ts';
import { readRuleId, readSeverities, type KnownRules } from './ruleNames.ts';
import { readGlobs, readText } from './values.ts';

/** What holds for some files or domains, in the order of the text. */
export function readOverrides(
  reading: JsonReading,
  node: Node | undefined,
  known: KnownRules,
): readonly Override[] {
  if (node === undefined) return [];
  return (readElements(reading, node, 'a list of objects') ?? []).flatMap((each): Override[] => {
    const members = readMembers(reading, each, OVERRIDE_KEYS, 'an override');
    if (members === undefined) return [];
    if (!members.has('files') && !members.has('domains')) {
      const message = "the override says neither for which 'files' nor for which 'domains' it is";
      tell(reading, 'missing-key', each, message);
      return [];
    }
    return [
      {
        files: readGlobs(reading, members.get('files'), readGlob),
        domains: readGlobs(reading, members.get('domains'), readNamePattern),
        severities: readSeverities(reading, members.get('severities'), known),
        suppress: readSuppressions(reading, members.get('suppress'), known),
      },
    ];
  });
}

function readSuppressions(
  reading: JsonReading,
  node: Node | undefined,
  known: KnownRules,
): Override['suppress'] {
  if (node === undefined) return [];
  return (readElements(reading, node, 'a list of objects') ?? []).flatMap((each) => {
    const members = readMembers(reading, each, SUPPRESSION_KEYS, 'a suppression');
    if (members === undefined) return [];
    const texts = SUPPRESSION_KEYS.map((key) => {
      const member = members.get(key);
      if (member !== undefined) return readText(reading, member, TEXTS[key]);
      tell(reading, 'missing-key', each, `the suppression has no '${key}'`);
      return undefined;
    });
    const [written, reason] = texts;
    const place = members.get('rule');
    if (written === undefined || place === undefined) return [];
    const rule = readRuleId(reading, place, written, known);
    if (rule === undefined || reason === undefined) return [];
    return [{ rule, reason, range: rangeOf(reading, place) }];
  });
}

const TEXTS: Readonly<Record<(typeof SUPPRESSION_KEYS)[number], string>> = {
  rule: "a rule's id",
  reason: 'a reason',
};
