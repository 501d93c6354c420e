import { addAttribute, removeAttribute, removeElement } from '../domain/edit.ts';
import { attributesToWrite } from '../relaxng/attributesToWrite.ts';
import type { Grammar } from '../relaxng/grammar.ts';
import type { SchemaProblem } from '../relaxng/problem.ts';
import type { Budget, Change } from '../relaxng/walk.ts';
import type { TextEdit } from '../text/edit.ts';
import type { Fix } from '../text/finding.ts';
import { commonIn } from '../vocabulary/common.ts';
import { sourceOf } from '../xml/source.ts';

/** So many values of a list are each offered. */
const OFFERED = 8;

/**
 * What would mend a problem, the most likely first. None is safe: what was meant is a guess. None leads to another problem: where the
 * schema leaves a value open, nothing is written for it.
 */
export function schemaFixes(
  text: string,
  problem: SchemaProblem,
  grammar: Grammar,
  budget: Budget,
): readonly Fix[] {
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
      return otherValues(problem, attributeWays(problem, grammar, budget));
    case 'missing-attribute':
      return attributeWays(problem, grammar, budget)
        .filter((ways) => ways.every(({ name }) => name.ns === ''))
        .map((added) => {
          const edits = added.map(({ name, value }) => addAttribute(source, name.local, value));
          const title = added.map(({ name, value }) => `${name.local}='${value}'`).join(' and ');
          return fix(`Add ${title}`, joined(edits));
        });
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

function otherValues(
  { range, written, attribute, values, suggestion }: SchemaProblem,
  ways: readonly (readonly Change[])[],
): readonly Fix[] {
  if (written === '' && attribute === undefined) return [];
  const listed = values.flatMap((value) => (value.kind === 'value' ? [value.value] : []));
  const words =
    attribute === undefined
      ? listed.length > OFFERED
        ? []
        : listed
      : ways.flatMap((changes) => changes.map(({ value }) => value));
  const others = words.filter((word) => word !== suggestion);
  return [...(suggestion === undefined ? [] : [suggestion]), ...others]
    .filter((word) => word !== '' && !/[&<'"]/.test(word))
    .map((word) => fix(`Change it to '${word}'`, [{ range, newText: word }]));
}

/** The most usual ways to write attributes that are missing or bad. */
function attributeWays(
  problem: SchemaProblem,
  grammar: Grammar,
  budget: Budget,
): readonly (readonly Change[])[] {
  const { element } = problem;
  const { attributes } = commonIn(element.tagName, element.parentElement?.tagName);
  const words = new Map(attributes.map((one) => [one.name, one.words.toReversed()]));
  const commonness = ([first]: readonly Change[]): number =>
    first === undefined ? -1 : (words.get(first.name.local)?.indexOf(first.value) ?? -1);
  return [...attributesToWrite(grammar, problem, budget)]
    .sort((a, b) => commonness(b) - commonness(a))
    .slice(0, OFFERED);
}

/** Edits at one place as one. */
function joined(edits: readonly TextEdit[]): readonly TextEdit[] {
  const byPlace = new Map<number, TextEdit>();
  for (const { range, newText } of edits) {
    const before = byPlace.get(range.start)?.newText ?? '';
    byPlace.set(range.start, { range, newText: before + newText });
  }
  return [...byPlace.values()];
}

function fix(title: string, edits: readonly TextEdit[]): Fix {
  return { title, safe: false, edits };
}
