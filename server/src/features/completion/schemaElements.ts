import type { Element } from '@xmldom/xmldom';
import type { Analysis } from '../../analysis/analyze.ts';
import type { Allowed } from '../../relaxng/allowedAt.ts';
import { draftElement, type Draft, type Wishes } from '../../relaxng/draft.ts';
import type { Grammar } from '../../relaxng/grammar.ts';
import type { Name } from '../../relaxng/pattern/nameClass.ts';
import { commonIn, type CommonName } from '../../vocabulary/common.ts';
import type { AnyElementDefinition, Surroundings } from '../../vocabulary/define.ts';
import { VOCABULARY, vocabularyAt, type VocabularyNode } from '../../vocabulary/tree.ts';
import type { AnySpot } from '../spot.ts';
import { surroundingsOf } from '../surroundings.ts';
import { freeDiskNames } from './diskNames.ts';
import { qualified, type Qualified } from './prefixes.ts';
import { ranked, type RankedOffer } from './ranked.ts';
import { draftSnippet, type Ours } from './schemaSnippet.ts';
import { suggestionsFor } from './suggestions.ts';

/** The elements that may stand in a parent, begun with what they need and what is usual in them. */
export function schemaElements(
  { world }: Analysis,
  grammar: Grammar,
  { range, domain, kind, path, vocabulary }: AnySpot,
  parent: Element,
  { elements: names, state }: Allowed,
): RankedOffer[] {
  const common = commonIn(parent.tagName, parent.parentElement?.tagName).children;
  const around = domain && surroundingsOf(world, domain);
  const ours = kind === 'element' ? domain && vocabularyAt(path.slice(0, -1)) : vocabulary;
  return ranked(
    names.flatMap(({ name, isRequired }) => {
      const written = qualified(name, parent);
      const first = draftElement(grammar, state, name, parent.tagName, WISHES);
      if (written === undefined || first === undefined) return [];
      const node = ours?.children.get(name.local);
      const known = (node && around && oursOf(node, parent, around)) ?? oursOfDisks(name, parent);
      const detail = isRequired ? { detail: 'required' } : {};
      const offerOf = (draft: Draft, said: string) => {
        const insert = draftSnippet(draft, (inner) => tagOf(inner, name, written, parent), known);
        const label = written.name + said;
        const offer = { label, insert, isSnippet: true, ...detail, range };
        return { name, isRequired, offer: { ...offer, kind: 'element' as const } };
      };
      const others = otherWords(first, parent).flatMap(([attribute, word]) => {
        const given = { [attribute]: word };
        const draft = draftElement(grammar, state, name, parent.tagName, WISHES, given);
        return draft === undefined ? [] : [offerOf(draft, ` ${attribute}='${word}'`)];
      });
      return [offerOf(first, ''), ...others];
    }),
    common,
  );
}

/** The usual words of an attribute that make another element of a draft, where it has such an attribute. */
function otherWords({ name, attributes }: Draft, parent: Element): readonly [string, string][] {
  const common = commonIn(name.local, parent.tagName).attributes;
  for (const { name: attribute, others } of attributes) {
    const usual = common.find((one) => one.name === attribute.local)?.words ?? [];
    const words = usual.filter((word) => others.includes(word));
    if (words.length > 0) return words.map((word) => [attribute.local, word]);
  }
  return [];
}

/** A new disk's name is one that the guest does not have. */
function oursOfDisks({ local }: Name, parent: Element): Ours | undefined {
  const isDisk = local === 'disk' && parent.tagName === 'devices';
  const isTarget = local === 'target' && parent.tagName === 'disk';
  if (!isDisk && !isTarget) return undefined;
  const words = (name: string) =>
    name === 'dev' ? freeDiskNames(isDisk ? parent : parent.parentElement) : [];
  const target: Ours = { attributes: [], words, child: () => undefined };
  if (isTarget) return target;
  return { ...target, words: () => [], child: (name) => (name === 'target' ? target : undefined) };
}

function oursOf(node: VocabularyNode, parent: Element | null, around: Surroundings): Ours {
  return {
    attributes: Object.keys(node.definition.attributes),
    words: (name) => {
      const definition = node.definition.attributes[name];
      if (definition === undefined) return [];
      const { type } = definition;
      return suggestionsFor({ type, node, name, parent, around }).map(({ text }) => text);
    },
    child: (name) => {
      const child = node.children.get(name);
      return child && oursOf(child, null, around);
    },
  };
}

/** The name of a drafted element, with what must be declared where it is the outermost. */
function tagOf(inner: Name, outer: Name, written: Qualified, parent: Element): Qualified {
  if (inner === outer) return written;
  if (inner.ns === outer.ns && inner.ns !== '')
    return { name: written.name.replace(outer.local, inner.local), declaration: '' };
  return qualified(inner, parent) ?? { name: inner.local, declaration: '' };
}

/** What is usual, so that a new element is more than its name. */
const WISHES: Wishes = (element, parent) => {
  const { attributes: common, children, words } = commonIn(element, parent);
  const ours = OURS.get(`${parent ?? ''}/${element}`);
  const usual = (names: readonly CommonName[]) =>
    names.filter(({ isUsual }) => isUsual).map(({ name }) => name);
  return {
    attributes: [...usual(common), ...(ours?.usual ?? [])],
    fallback: common.map(({ name }) => name),
    children: usual(children),
    order: (child) => children.find(({ name }) => name === child)?.order ?? children.length,
    words: (attribute) =>
      attribute === undefined
        ? words
        : (common.find(({ name }) => name === attribute)?.words ?? []),
  };
};

/** What our vocabulary defines, by the names of parent and element. */
const OURS: ReadonlyMap<string, AnyElementDefinition> = new Map(definitionsIn(VOCABULARY));

function definitionsIn({ definition, children }: VocabularyNode): [string, AnyElementDefinition][] {
  return [...children.values()].flatMap((child) => [
    // What starts empty is begun otherwise by us, who know more of it than its names.
    ...(child.definition.startsEmpty === true
      ? []
      : [
          [`${definition.name}/${child.definition.name}`, child.definition] as [
            string,
            AnyElementDefinition,
          ],
        ]),
    ...definitionsIn(child),
  ]);
}
