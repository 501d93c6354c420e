import type { ExpectedValue } from '../relaxng/pattern/expected.ts';
import { codeSpan } from './markdown.ts';

const MOST = 40;

/** The words among the values that can be written as they are. */
export function wordsIn(values: readonly ExpectedValue[]): readonly string[] {
  const found = values.flatMap((value) => {
    if (value.kind === 'value') return [value.value];
    return value.kind === 'type' && value.type === 'boolean' ? ['true', 'false'] : [];
  });
  return [...new Set(found)].filter((word) => word !== '' && !/[&<>'"\s]/.test(word));
}

/** What a value may be, in one line of Markdown: words as code, then types in words; empty for any text. */
export function valueWords(values: readonly ExpectedValue[]): string {
  const said = [...new Set(values.map(wordsFor))].filter((word) => word !== '');
  const shown = said.slice(0, MOST);
  const more = said.length - shown.length;
  if (more > 0) return `${shown.join(', ')} and ${more} more`;
  const last = shown.pop();
  if (last === undefined) return '';
  return shown.length === 0 ? last : `${shown.join(', ')} or ${last}`;
}

function wordsFor(value: ExpectedValue): string {
  switch (value.kind) {
    case 'value':
      return value.value === '' ? 'nothing' : codeSpan(value.value);
    case 'type':
      return value.called === undefined || value.words.includes(value.called)
        ? value.words
        : `${value.words} (${codeSpan(value.called)})`;
    case 'text':
      return '';
    case 'list':
      return `a list of ${valueWords(value.of)}`;
  }
}
