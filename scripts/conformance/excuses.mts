/** Disagreements that were looked into and are not ours to mend: document, rule (undefined: a refusal not found), reason. */
const EXCUSES: readonly (readonly [document: RegExp, rule: string | undefined, reason: string])[] =
  [];

/** Why a disagreement stands, where it was looked into. */
export function excused(document: string, rule: string | undefined): string | undefined {
  return EXCUSES.find(([pattern, id]) => id === rule && pattern.test(document))?.[2];
}
