import type { ConfiguredHost } from './configuration.ts';

/** What domains that no `autostart` names have in common: one of them is started by hand, and runs beside those that are named. */
const BY_HAND = 'by hand';

/**
 * The labels of a domain on a host: domains that have one in common do not run at the same time. Each group of `exclusive` is one; where there is an `autostart`,
 * another is for all whom it does not name.
 */
export function exclusiveLabels(
  host: ConfiguredHost | undefined,
  name: string | undefined,
): readonly string[] {
  if (host === undefined) return [];
  const { exclusive, autostart } = host;
  const labels = exclusive.flatMap((names, index) =>
    name !== undefined && names.includes(name) ? [String(index)] : [],
  );
  const starts = autostart?.some(({ matches }) => name !== undefined && matches(name)) ?? true;
  return starts ? labels : [...labels, BY_HAND];
}
