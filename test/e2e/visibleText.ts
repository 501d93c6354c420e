// The text of the editor as the eye meets it: where it stands, what underlines it, what colour it has.
import type { Page } from 'playwright-core';

/** The middle of the first place of a text on one line of the editor; waits for it. */
export async function placeOf(page: Page, text: string): Promise<{ x: number; y: number }> {
  const handle = await page.waitForFunction(inEditor, { ask: 'place' as const, text });
  return (await handle.jsonValue()) as { x: number; y: number };
}

/** The computed colour of the first place of a text, on a line that also holds `inLineWith`. */
export async function colourOf(page: Page, text: string, inLineWith = text): Promise<string> {
  const handle = await page.waitForFunction(inEditor, { ask: 'colour' as const, text, inLineWith });
  return (await handle.jsonValue()) as string;
}

/** The texts under the squiggles of one kind, from the top of the view to its bottom. */
export async function underlinedTexts(page: Page, kind: string): Promise<readonly string[]> {
  return (await page.evaluate(inEditor, { ask: 'underlined' as const, text: kind })) as string[];
}

interface Question {
  readonly ask: 'place' | 'colour' | 'underlined';
  readonly text: string;
  readonly inLineWith?: string;
}

/** Runs in the page, and so must be whole in itself. Undefined: not there yet. */
function inEditor({ ask, text, inLineWith = '' }: Question): unknown {
  const editor = document.querySelector('.editor-group-container.active .monaco-editor');
  const lines = [...(editor?.querySelectorAll('.view-line') ?? [])].map((line) => {
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    const characters: { node: Node; offset: number }[] = [];
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
      for (let offset = 0; offset < (node.nodeValue ?? '').length; offset++)
        characters.push({ node, offset });
    const written = line.textContent.replaceAll('\u00a0', ' ');
    const box = (index: number) => {
      const range = document.createRange();
      const character = characters[index];
      if (character === undefined) return new DOMRect();
      range.setStart(character.node, character.offset);
      range.setEnd(character.node, character.offset + 1);
      return range.getBoundingClientRect();
    };
    return { written, box, characters, top: line.getBoundingClientRect().top };
  });
  if (ask === 'underlined') {
    const marks = [...(editor?.querySelectorAll(`.squiggly-${text}`) ?? [])];
    return marks
      .map((mark) => mark.getBoundingClientRect())
      .sort((a, b) => a.top - b.top || a.left - b.left)
      .map((mark) => {
        const line = lines.find(({ top }) => Math.abs(top - mark.top) < 8);
        return [...(line?.written ?? '')]
          .filter((_, index) => {
            const { left = 0, width = 0 } = line?.box(index) ?? {};
            const middle = left + width / 2;
            return width > 0 && middle > mark.left && middle < mark.right;
          })
          .join('');
      });
  }
  for (const { written, box, characters } of lines) {
    const index = written.includes(inLineWith) ? written.indexOf(text) : -1;
    if (index < 0) continue;
    const middle = index + Math.floor(text.length / 2);
    if (ask === 'colour') {
      const element = characters[middle]?.node.parentElement;
      return element ? getComputedStyle(element).color : undefined;
    }
    const { left, width, top, height } = box(middle);
    return { x: left + width / 2, y: top + height / 2 };
  }
  return undefined;
}
