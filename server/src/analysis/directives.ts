import type { Document, Node } from '@xmldom/xmldom';
import { closest } from '../text/closest.ts';
import type { SourceRange } from '../text/range.ts';
import { contentSource } from '../xml/source.ts';

const COMMANDS = ['disable-next-line', 'disable-file', 'disable', 'enable'] as const;

/** What a comment `libvirt-xml-…` does with the rules that it names. */
export type Command = (typeof COMMANDS)[number];

/** A rule's id as a comment names it. */
export interface NamedRule {
  readonly id: string;
  readonly range: SourceRange;
}

/** A comment to us that can be read. */
export interface Directive {
  readonly comment: Node;
  /** The whole comment. */
  readonly range: SourceRange;
  readonly command: Command;
  /** Empty for an `enable` of everything alone. */
  readonly rules: readonly NamedRule[];
  /** '' where none is given, or the words of the quick fix stand there still. */
  readonly reason: string;
}

/** A comment that was meant for us, and cannot be read. */
export interface BrokenDirective {
  readonly range: SourceRange;
  readonly message: string;
}

/** What the quick fix writes in place of a reason. It is none. */
export const REASON_TO_WRITE = 'say why';

/** Comments that name more rules in all are not read. */
const MOST_NAMES = 1_000;

/** All comments of a document that begin with `libvirt-xml-`, in order. */
export function directivesIn(
  text: string,
  document: Document,
): { readonly directives: readonly Directive[]; readonly broken: readonly BrokenDirective[] } {
  const directives: Directive[] = [];
  const broken: BrokenDirective[] = [];
  if (!text.includes('libvirt-xml-')) return { directives, broken };
  let names = 0;
  for (const comment of commentsIn(document)) {
    const read = readDirective(text, comment);
    if (read === undefined) continue;
    if (!('command' in read)) broken.push(read);
    else if ((names += Math.max(1, read.rules.length)) <= MOST_NAMES) directives.push(read);
    else {
      const message = `the file suppresses more than ${MOST_NAMES} rules; this comment and those behind it do nothing`;
      broken.push({ range: read.range, message });
      break;
    }
    if (broken.length > MOST_NAMES) break;
  }
  return { directives, broken };
}

const COMMENT = 8;

function* commentsIn(document: Document): Generator<Node> {
  let node: Node | null = document.firstChild;
  while (node !== null) {
    if (node.nodeType === COMMENT) yield node;
    let next: Node | null = node.firstChild ?? node.nextSibling;
    for (let up = node.parentNode; next === null && up !== null; up = up.parentNode)
      next = up.nextSibling;
    node = next;
  }
}

const OPENING = '<!--'.length;
const CLOSING = '-->'.length;
const ID = /^[a-z0-9]+(-[a-z0-9]+)*\/[a-z0-9]+(-[a-z0-9]+)*$/;

function readDirective(text: string, comment: Node): Directive | BrokenDirective | undefined {
  const range = contentSource(comment)?.range;
  if (range === undefined) return undefined;
  const from = range.start + OPENING;
  const written = text.slice(from, range.end - CLOSING);
  const found = /^\s*libvirt-xml-([a-zA-Z-]*)/.exec(written);
  if (found === null) return undefined;
  const [head, word = ''] = found;
  const command = COMMANDS.find((name) => name === word);
  if (command === undefined) return unknownCommand(word, range);
  const rest = written.slice(head.length);
  const colon = rest.indexOf(':');
  const list = colon < 0 ? rest : rest.slice(0, colon);
  const reason = colon < 0 ? '' : rest.slice(colon + 1).trim();
  const rules = namedRules(list, from + head.length);
  const bad = rules.find(({ id }) => !ID.test(id));
  if (bad !== undefined)
    return {
      range: bad.range,
      message:
        bad.id === ''
          ? "a rule's id is missing; several are separated by commas"
          : `'${shortened(bad.id)}' is no rule's id, so that the comment does nothing; it reads '${EXAMPLE}'`,
    };
  if (rules.length === 0 && command !== 'enable')
    return {
      range,
      message: `the comment names no rule, and does nothing; it reads '${EXAMPLE}'`,
    };
  return { comment, range, command, rules, reason: reason === REASON_TO_WRITE ? '' : reason };
}

const EXAMPLE = 'libvirt-xml-disable-next-line numatune/mode-omitted: the reason';

function unknownCommand(word: string, range: SourceRange): BrokenDirective | undefined {
  const meant = closest(word, COMMANDS);
  if (meant === undefined && !/^(dis|en)able/.test(word)) return undefined;
  const known = COMMANDS.map((name) => `libvirt-xml-${name}`).join(', ');
  return {
    range,
    message:
      meant === undefined
        ? `'libvirt-xml-${shortened(word)}' does nothing; there are ${known}`
        : `'libvirt-xml-${word}' does nothing; 'libvirt-xml-${meant}' would`,
  };
}

function namedRules(list: string, from: number): NamedRule[] {
  if (list.trim() === '') return [];
  const rules: NamedRule[] = [];
  let at = from;
  for (const item of list.split(',')) {
    const id = item.trim();
    const start = at + (id === '' ? 0 : item.indexOf(id));
    rules.push({ id, range: { start, end: start + Math.max(id.length, item.length > 0 ? 1 : 0) } });
    at += item.length + 1;
  }
  return rules;
}

const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
