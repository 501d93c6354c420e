import type { SourceRange } from '../text/range.ts';
import type { ToolMessage } from './toolMessages.ts';

/** More of a pasted text is not looked at, in UTF-16 units. */
const LONGEST_PASTE = 10_000;

/**
 * Ids of the rules that find the cause of an error of libvirt, QEMU or the kernel, from its text as a terminal or a log shows it:
 * anything may stand around it, and names and numbers may differ from the pages' examples. Those of the message that
 * accounts for most of the text, or that stands behind another as its cause; none when it holds no message that is known.
 */
export function rulesForError(
  pasted: string,
  messages: readonly Pick<ToolMessage, 'message' | 'rules'>[],
): readonly string[] {
  const text = plain(pasted.slice(0, LONGEST_PASTE));
  let best: Match | undefined;
  for (const { message, rules } of messages) {
    const parts = fixedParts(message);
    const weight = parts.reduce((sum, part) => sum + part.length, 0);
    const stretch = weight < LEAST_WEIGHT ? undefined : stretchOf(parts, text);
    if (stretch === undefined) continue;
    const found = { ...stretch, weight, rules };
    best = best === undefined ? found : betterOf(best, found);
  }
  return best?.rules ?? [];
}

interface Match extends SourceRange {
  readonly weight: number;
  readonly rules: readonly string[];
}

/** `process exited while connecting to monitor: cannot bind memory`: what stands behind the other tells more. */
function betterOf(one: Match, other: Match): Match {
  if (isCauseOf(one, other)) return one;
  if (isCauseOf(other, one)) return other;
  if (one.weight !== other.weight) return one.weight > other.weight ? one : other;
  // Messages that differ in their examples alone are one message of several rules.
  return { ...one, rules: [...new Set([...one.rules, ...other.rules])] };
}

const isCauseOf = (cause: Match, { end, weight }: Match): boolean =>
  cause.start >= end && cause.weight * 2 >= weight;

/** A message of fewer fixed characters would be found in texts that are about something else. */
const LEAST_WEIGHT = 8;

const plain = (text: string): string => text.toLowerCase().replaceAll(/\s+/g, ' ');

/** What stands in every such message: all but quoted names, numbers and paths. */
function fixedParts(message: string): readonly string[] {
  return plain(message)
    .split(/'[^']*'|"[^"]*"|(?<![\w.])\/[\w./-]+|\b\d[\w:.]*/)
    .map((part) => part.replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, ''))
    .filter((part) => part !== '');
}

/** From the first part to the last, which stand in their order. */
function stretchOf(parts: readonly string[], text: string): SourceRange | undefined {
  let start = 0;
  let end = 0;
  for (const [index, part] of parts.entries()) {
    const at = text.indexOf(part, end);
    if (at < 0) return undefined;
    if (index === 0) start = at;
    end = at + part.length;
  }
  return parts.length === 0 ? undefined : { start, end };
}
