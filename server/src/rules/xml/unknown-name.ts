import type { Element } from '@xmldom/xmldom';
import { removeAttribute, removeElement } from '../../domain/edit.ts';
import { closest } from '../../text/closest.ts';
import type { TextEdit } from '../../text/edit.ts';
import type { Fix } from '../../text/finding.ts';
import {
  WAY_TO_PLACES,
  parentsOf,
  type KnownPlace,
  type WayToPlaces,
} from '../../vocabulary/otherNames.ts';
import { sourceOf } from '../../xml/source.ts';
import { childElements } from '../../xml/walk.ts';
import { domainRule, type Report } from '../rule.ts';
import { listed } from '../words.ts';

export default domainRule(
  {
    id: 'xml/unknown-name',
    severity: 'warning',
    summary: 'libvirt knows no element or attribute of this name here, and drops it',
    why: 'Only `virsh edit` and `--validate` check names. A plain define, and every program that uses the API without the check, takes the domain: what libvirt does not know is not stored, and nothing says so.',
    reference: 'https://libvirt.org/formatdomain.html',
    fix: 'suggested',
    since: '0.1.0',
    drivers: 'any',
  },
  function* ({ text, domain }) {
    const waiting: (readonly [Element, WayToPlaces])[] = [[domain.element, WAY_TO_PLACES]];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const [element, { place, below: ways }] = next;
      if (sourceOf(element).halfTyped) continue;
      if (place?.isComplete === true) yield* unknownAttributes(text, element, place);
      const children = childElements(element);
      let free: readonly string[] | undefined;
      const below: (readonly [Element, WayToPlaces])[] = [];
      for (const child of children) {
        if (!isOfLibvirt(child)) continue;
        const name = child.tagName;
        const way = ways.get(name);
        if (way !== undefined) below.push([child, way]);
        else if (place !== undefined && !place.children.has(name))
          yield* unknownElement(text, child, place, (free ??= freeNames(place, children)));
      }
      waiting.push(...below.reverse());
    }
  },
);

function* unknownAttributes(text: string, element: Element, place: KnownPlace): Generator<Report> {
  const { attributes } = sourceOf(element);
  for (const [name, attribute] of attributes) {
    if (place.attributes.has(name) || name.includes(':') || name === 'xmlns') continue;
    if (attribute.value === undefined || !PLAIN_NAME.test(name)) continue;
    const value = element.getAttribute(name) ?? '';
    const free = [...place.attributes].filter(
      (other) => !attributes.has(other) && takes(place, other, value),
    );
    const meant = nearest(name, free);
    const has = [...place.attributes];
    const rest =
      meant !== undefined
        ? `; did you mean '${meant}'?`
        : has.length === 0
          ? '; it has no attributes'
          : `; it has ${listed(has.map((one) => `'${one}'`))}`;
    yield {
      range: attribute.name,
      message: `libvirt knows no attribute '${name}' of ${tag(place)} and drops it${rest}`,
      fixes: [
        ...(meant === undefined
          ? []
          : [fix(`Change '${name}' to '${meant}'`, [{ range: attribute.name, newText: meant }])]),
        fix(`Remove '${name}'`, [removeAttribute(text, attribute)]),
      ],
    };
  }
}

/** Whether the attribute could have this value. */
function takes({ node }: KnownPlace, name: string, value: string): boolean {
  const definition = node.definition.attributes[name];
  if (definition === undefined) return true;
  const nowhere = () => ({ start: 0, end: 0 });
  return definition.type.parse(value, nowhere).problems.length === 0;
}

function* unknownElement(
  text: string,
  element: Element,
  place: KnownPlace,
  free: readonly string[],
): Generator<Report> {
  const name = element.tagName;
  const source = sourceOf(element);
  const { name: range, endTag } = source;
  if (source.halfTyped || !PLAIN_NAME.test(name)) return;
  const meant = nearest(name, free);
  if (!place.isComplete && meant === undefined) return;
  const elsewhere = parentsOf(name, place.path);
  const rest =
    elsewhere.length > 0
      ? `; it stands in ${listed(elsewhere.map((parent) => `<${parent}>`))}`
      : meant === undefined
        ? ''
        : `; did you mean <${meant}>?`;
  const edits: TextEdit[] = [{ range, newText: meant ?? name }];
  if (endTag !== undefined && meant !== undefined)
    edits.push({
      range: { start: endTag.start + 2, end: endTag.start + 2 + name.length },
      newText: meant,
    });
  yield {
    range,
    message: `libvirt knows no <${name}> in ${tag(place)} and drops it${rest}`,
    fixes: [
      ...(meant === undefined || elsewhere.length > 0
        ? []
        : [fix(`Change <${name}> to <${meant}>`, edits)]),
      fix(`Remove <${name}>`, [removeElement(text, { element, source })]),
    ],
  };
}

/** What is no name at all is told by another rule. */
const PLAIN_NAME = /^[A-Za-z_][\w.-]*$/;

/** Names of other software have a prefix or a namespace of their own: libvirt leaves them aside, too. */
function isOfLibvirt({ namespaceURI, tagName }: Element): boolean {
  return namespaceURI === null && !tagName.includes(':');
}

/** The names that one more child could have. */
function freeNames({ node }: KnownPlace, children: readonly Element[]): readonly string[] {
  const present = new Set(children.map(({ tagName }) => tagName));
  return [...node.children]
    .filter(([name, { repeatable }]) => repeatable || !present.has(name))
    .map(([name]) => name);
}

/** The name that was most likely meant: nearly the same, or one that begins with it. */
function nearest(name: string, names: readonly string[]): string | undefined {
  const lower = name.toLowerCase();
  const longer = lower.length < 3 ? [] : names.filter((one) => one.toLowerCase().startsWith(lower));
  return closest(name, names) ?? (longer.length === 1 ? longer[0] : undefined);
}

function tag({ node }: KnownPlace): string {
  return `<${node.definition.name}>`;
}

function fix(title: string, edits: readonly TextEdit[]): Fix {
  return { title, safe: false, edits };
}
