/** What libvirt, QEMU or the kernel says, with example values. */
export interface ToolMessage {
  readonly message: string;
  /** When it is said; '' where the pages do not tell. */
  readonly stage: string;
  /** The ids of the rules that find its cause. */
  readonly rules: readonly string[];
}

/**
 * The messages that rule pages quote, sorted: the bullets of their section "What libvirt says", each a code span with the stage in brackets
 * behind it.
 * @param pages rule id → Markdown
 */
export function messagesIn(pages: Iterable<readonly [string, string]>): readonly ToolMessage[] {
  const byMessage = new Map<string, { stage: string; rules: string[] }>();
  for (const [id, page] of pages) {
    const section = /^## What libvirt says\r?\n([\s\S]*?)(?=^## |(?![\s\S]))/m.exec(page)?.[1];
    for (const [, message = '', stage = ''] of (section ?? '').matchAll(
      /^- `+ ?(.+?) ?`+(?: \(([^)]*)\))?/gm,
    )) {
      const known = byMessage.get(message);
      if (known === undefined) byMessage.set(message, { stage, rules: [id] });
      else known.rules.push(id);
    }
  }
  return [...byMessage]
    .map(([message, rest]) => ({ message, ...rest }))
    .sort((a, b) => (a.message < b.message ? -1 : 1));
}
