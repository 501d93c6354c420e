import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root.ts';

/** A fenced block of a Markdown page. */
export interface Block {
  /** First word of the info string: `xml`, `host`, `output`. */
  readonly language: string;
  /** The other words: `silent`, `host=two-nodes`. */
  readonly words: readonly string[];
  /** With a line end behind every line. */
  readonly text: string;
  /** The line of the opening fence, counted from 1. */
  readonly line: number;
  /** The nearest heading above. */
  readonly heading: string;
}

export interface Page {
  /** Relative to the project's folder. */
  readonly path: string;
  /** What it is the page of: `numatune/bad-mode`. */
  readonly rule: string;
  readonly text: string;
}

/** All pages of rules in a folder such as `docs/rules`: `<folder>/<family>/<rule>.md`, sorted by path. */
export function pagesIn(folder: string): readonly Page[] {
  const root = join(ROOT, folder);
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /^[^/]+\/[^/]+\.md$/.test(path))
    .sort()
    .map((path) => {
      const text = readFileSync(join(root, path), 'utf8');
      const rule = path.replace(/\.md$/, '');
      return { path: `${folder}/${path}`, rule, text };
    });
}

/** The fenced blocks of a Markdown text, in order. @throws for a fence that is never closed */
export function blocksOf(markdown: string): readonly Block[] {
  const blocks: Block[] = [];
  let heading = '';
  let open: { fence: string; info: string; line: number; from: number } | undefined;
  const lines = markdown.split('\n');
  for (const [index, line] of lines.entries()) {
    if (open === undefined) {
      const [, fence, info = ''] = /^(`{3,}|~{3,})(.*)$/.exec(line.trimEnd()) ?? [];
      if (fence !== undefined) open = { fence, info, line: index + 1, from: index + 1 };
      else heading = /^#+ (.*)$/.exec(line.trimEnd())?.[1] ?? heading;
    } else if (line.trimEnd() === open.fence) {
      const [language = '', ...words] = open.info.trim().split(/\s+/);
      const text = lines.slice(open.from, index).map((one) => `${one}\n`);
      blocks.push({ language, words, text: text.join(''), line: open.line, heading });
      open = undefined;
    }
  }
  if (open !== undefined) throw new Error(`the block of line ${open.line} is never closed`);
  return blocks;
}

/** Writes other texts into blocks of a page's file. */
export function rewriteBlocks(page: Page, texts: ReadonlyMap<Block, string>): void {
  writeFileSync(join(ROOT, page.path), withBlocks(page.text, texts));
}

/** The Markdown with other texts in some of its blocks. */
export function withBlocks(markdown: string, texts: ReadonlyMap<Block, string>): string {
  const lines = markdown.split('\n');
  for (const [block, text] of [...texts].sort(([a], [b]) => b.line - a.line)) {
    const length = block.text.split('\n').length - 1;
    lines.splice(block.line, length, ...text.replace(/\n$/, '').split('\n'));
  }
  return lines.join('\n');
}
