import { addAttribute, removeAttribute, removeElement } from '../domain/edit.ts';
import type { SchemaProblem } from '../relaxng/problem.ts';
import type { TextEdit } from '../text/edit.ts';
import type { Fix } from '../text/finding.ts';
import { sourceOf } from '../xml/source.ts';

/** So many values of a list are each offered. */
const OFFERED = 6;

/** What would mend a problem, the most likely first. None is safe: what was meant is a guess. */
export function schemaFixes(text: string, problem: SchemaProblem): readonly Fix[] {
  const { kind, element, range, written, suggestion, isKnown } = problem;
  const source = sourceOf(element);
  switch (kind) {
    case 'unknown-element':
      return [
        ...(suggestion === undefined
          ? []
          : [fix(`Change <${written}> to <${suggestion}>`, renamed(problem, suggestion))]),
        fix(`Remove <${written}>`, [removeElement(text, { element, source })]),
      ];
    case 'element-not-allowed-here':
      return [fix(`Remove this <${written}>`, [removeElement(text, { element, source })])];
    case 'unknown-attribute': {
      const attribute = source.attributes.get(written);
      return [
        ...(suggestion === undefined || isKnown
          ? []
          : [fix(`Change '${written}' to '${suggestion}'`, [{ range, newText: suggestion }])]),
        ...(attribute === undefined
          ? []
          : [fix(`Remove '${written}'`, [removeAttribute(text, attribute)])]),
      ];
    }
    case 'bad-value':
      return written === '' && problem.attribute === undefined ? [] : otherValues(problem);
    case 'missing-attribute':
      return problem.isChoice || problem.names.some(({ ns }) => ns !== '')
        ? []
        : missingAttributes(problem);
    case 'missing-element':
    case 'text-not-allowed':
      return [];
  }
}

function renamed({ element, range }: SchemaProblem, name: string): TextEdit[] {
  const { endTag } = sourceOf(element);
  const edits: TextEdit[] = [{ range, newText: name }];
  if (endTag !== undefined) {
    const start = endTag.start + 2;
    edits.push({ range: { start, end: start + element.tagName.length }, newText: name });
  }
  return edits;
}

function otherValues({ range, values, suggestion }: SchemaProblem): readonly Fix[] {
  const words = values.flatMap((value) => (value.kind === 'value' ? [value.value] : []));
  const others = words.length > OFFERED ? [] : words.filter((word) => word !== suggestion);
  return [...(suggestion === undefined ? [] : [suggestion]), ...others]
    .filter((word) => word !== '' && !/[&<'"]/.test(word))
    .map((word) => fix(`Change it to '${word}'`, [{ range, newText: word }]));
}

function missingAttributes({ element, names, values }: SchemaProblem): readonly Fix[] {
  const source = sourceOf(element);
  const words = values.flatMap((value) => (value.kind === 'value' ? [value.value] : []));
  const [name] = names;
  if (name !== undefined && names.length === 1 && words.length > 0 && words.length <= OFFERED)
    return words.map((word) =>
      fix(`Add ${name.local}='${word}'`, [addAttribute(source, name.local, word)]),
    );
  const listed = names.map(({ local }) => `'${local}'`).join(' and ');
  const [first] = names.toReversed();
  if (first === undefined) return [];
  const newText = names.map(({ local }) => addAttribute(source, local, '').newText).join('');
  const { range } = addAttribute(source, first.local, '');
  return [fix(`Add ${listed}`, [{ range, newText }])];
}

function fix(title: string, edits: readonly TextEdit[]): Fix {
  return { title, safe: false, edits };
}
