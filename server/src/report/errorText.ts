import type { ToolMessage } from './toolMessages.ts';

/** More of a pasted text is not looked at, in UTF-16 units. */
const LONGEST_PASTE = 10_000;

/**
 * Ids of the rules that find the cause of an error of libvirt, QEMU or the kernel, from its text as a terminal or a log shows it:
 * anything may stand around it, and names and numbers may differ from the pages' examples. Those of the message that
 * accounts for most of the text; none when it holds no message that is known.
 */
export function rulesForError(
  pasted: string,
  messages: readonly Pick<ToolMessage, 'message' | 'rules'>[],
): readonly string[] {
  const text = plain(pasted.slice(0, LONGEST_PASTE));
  let best: { readonly weight: number; readonly rules: readonly string[] } | undefined;
  for (const { message, rules } of messages) {
    const parts = fixedParts(message);
    const weight = parts.reduce((sum, part) => sum + part.length, 0);
    const least = best?.weight ?? LEAST_WEIGHT;
    if (weight < least || !standInOrder(parts, text)) continue;
    // Messages that differ in their examples alone are one message of several rules.
    const shared = weight === best?.weight ? best.rules : [];
    best = { weight, rules: [...new Set([...shared, ...rules])] };
  }
  return best?.rules ?? [];
}

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

function standInOrder(parts: readonly string[], text: string): boolean {
  let from = 0;
  for (const part of parts) {
    const at = text.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return parts.length > 0;
}
