import type { Element } from '@xmldom/xmldom';
import type { AttributeDefinition, Surroundings } from '../../vocabulary/define.ts';
import type { VocabularyNode } from '../../vocabulary/tree.ts';
import { suggestionsFor } from './suggestions.ts';

const MOST_CHOICES = 20;

/** What a new element is begun with, from behind its `<` on: its required and usual attributes, and room for its content. */
export function elementSnippet(
  node: VocabularyNode,
  parent: Element,
  around: Surroundings,
): string {
  const { name, attributes, content, usual = [], startsEmpty } = node.definition;
  const written = Object.entries(attributes).filter(
    ([attribute, { required }]) => required || usual.includes(attribute),
  );
  const tag = [
    name,
    ...written.map(([attribute, { type }], index) => {
      const values = suggestionsFor({ type, node, name: attribute, parent, around });
      return `${attribute}='${placeholder(
        index + 1,
        values.map(({ text }) => text),
      )}'`;
    }),
  ].join(' ');
  if (content !== undefined) return `${tag}>$${written.length + 1}</${name}>$0`;
  if (node.children.size > 0 && startsEmpty !== true) return `${tag}>\n\t$0\n</${name}>`;
  return `${tag}/>$0`;
}

/** An attribute with its quotes, and its values to choose from. */
export function attributeSnippet(
  name: string,
  { type }: AttributeDefinition<unknown>,
  node: VocabularyNode,
  element: Element,
  around: Surroundings,
  quote: string,
): string {
  const values = suggestionsFor({
    type,
    node,
    name,
    parent: element.parentElement,
    element,
    around,
  });
  return `${name}=${quote}${placeholder(
    1,
    values.map(({ text }) => text),
  )}${quote}$0`;
}

function placeholder(index: number, values: readonly string[]): string {
  const shown = values.slice(0, MOST_CHOICES);
  if (shown.length === 0) return `$${index}`;
  return `\${${index}|${shown.map((value) => value.replace(/[\\,|$}]/g, '\\$&')).join(',')}|}`;
}
