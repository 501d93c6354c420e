// Counts what stands in libvirt's own test documents: npx tsx scripts/countNames.mts DIR (the tests folder of a libvirt source tree).
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Element } from '@xmldom/xmldom';
import { format, resolveConfig } from 'prettier';
import { SCHEMA_OF_ROOT } from '../server/src/analysis/schemas.ts';
import { parseXml } from '../server/src/xml/parseXml.ts';
import { childElements } from '../server/src/xml/walk.ts';

const TARGET = join(import.meta.dirname, '../server/src/vocabulary/commonNames.ts');

/** An element of a place counts from so many on: fewer are chance. */
const LEAST = 12;
/** A name is common where so great a part of the elements has it, and usual from the greater part on. */
const COMMON = 0.1;
const USUAL = 0.75;
const VALUE = 0.05;
const MOST = 12;

/** Attributes whose values somebody makes up. */
const NAMES_A_THING = /name|dev$|id$|target|service|increment|backup|labelskip/;
/** What a user does not write by hand, since libvirt fills it in: common in tests, whose outcome must be fixed. */
const FILLED_IN = /^(?:address|alias|emulator|index|mac|uuid)$/;

interface Place {
  count: number;
  readonly children: Map<string, number>;
  readonly attributes: Map<string, number>;
  readonly values: Map<string, Map<string, number>>;
  /** Of a name, the sum of its places among its siblings: as parts of the whole. */
  readonly order: Map<string, number>;
}

const places = new Map<string, Place>();
let documents = 0;

function countFile(text: string): void {
  const root = parseXml(text).document.documentElement;
  if (root === null || root.namespaceURI !== null || !SCHEMA_OF_ROOT.has(root.tagName)) return;
  documents++;
  const pending: { readonly element: Element; readonly key: string }[] = [
    { element: root, key: root.tagName },
  ];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { element, key } = next;
    const place = placeOf(key);
    place.count++;
    const names = new Set<string>();
    for (const child of childElements(element)) {
      if (child.namespaceURI !== null) continue;
      names.add(child.tagName);
      pending.push({ element: child, key: `${element.tagName}/${child.tagName}` });
    }
    for (const [at, name] of [...names].entries()) {
      add(place.children, name);
      add(place.order, name, at / names.size);
    }
    for (const { name, value } of Array.from(element.attributes)) {
      if (name.includes(':') || name === 'xmlns') continue;
      add(place.attributes, name);
      if (!/^[a-z][a-z0-9-]{1,16}$/.test(value) || NAMES_A_THING.test(name)) continue;
      const values = place.values.get(name) ?? new Map<string, number>();
      place.values.set(name, values);
      add(values, value);
    }
  }
}

function placeOf(key: string): Place {
  const known = places.get(key);
  if (known !== undefined) return known;
  const place = {
    count: 0,
    children: new Map(),
    attributes: new Map(),
    values: new Map(),
    order: new Map(),
  };
  places.set(key, place);
  return place;
}

function add(counts: Map<string, number>, name: string, by = 1): void {
  counts.set(name, (counts.get(name) ?? 0) + by);
}

/** The names above the least part, most frequent first. */
function frequent(counts: ReadonlyMap<string, number>, of: number, part: number): string[] {
  return [...counts]
    .filter(([, count]) => count >= of * part)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, MOST)
    .map(([name]) => name);
}

function lineOf(
  key: string,
  { count, children, attributes, values, order }: Place,
): string | undefined {
  const mark = (counts: ReadonlyMap<string, number>, name: string) =>
    (counts.get(name) ?? 0) >= count * USUAL && !FILLED_IN.test(name) ? '!' : '';
  const words = (name: string): string => {
    const written = values.get(name) ?? new Map<string, number>();
    const all = attributes.get(name) ?? 0;
    const said = [...written.values()].reduce((sum, one) => sum + one, 0);
    const top = said < all * 0.8 ? [] : frequent(written, all, VALUE).slice(0, 5);
    return top.length === 0 ? '' : `=${top.join(',')}`;
  };
  const mean = (name: string): number => (order.get(name) ?? 0) / (children.get(name) ?? 1);
  const written = frequent(children, count, COMMON);
  const inOrder = written.toSorted((a, b) => mean(a) - mean(b));
  const parts = [
    ...frequent(attributes, count, COMMON).map(
      (name) => `@${name}${mark(attributes, name)}${words(name)}`,
    ),
    ...written.map((name) => `${name}${mark(children, name)}:${inOrder.indexOf(name) + 1}`),
  ];
  return parts.length === 0 ? undefined : `${key} ${parts.join(' ')}`;
}

const folder = process.argv[2];
if (folder === undefined) throw new Error('npx tsx scripts/countNames.mts DIR');
for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
  // What libvirt prints holds what it adds by itself: only what a person wrote is counted.
  const where = relative(folder, entry.parentPath);
  if (!/^[\w+-]+\.xml$/.test(entry.name) || /out$|outdata$|status|active|cap/.test(where)) continue;
  countFile(readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}
const lines = [...places]
  .filter(([, { count }]) => count >= LEAST)
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .flatMap(([key, place]) => lineOf(key, place) ?? []);
const text = `// Generated by scripts/countNames.mts.

/**
 * What stands in ${documents} documents that libvirt's developers wrote for its tests (11.3): a line for each place that occurs at least ${LEAST}
 * times, the element's name behind its parent's. Then its attributes and children, as far as a tenth of the elements have them, most frequent first;
 * \`!\`: three of four have it, and libvirt does not fill it in by itself; a child's number is its place among them. Behind \`=\` the attribute's most frequent words.
 */
export const COUNTED_NAMES = \`
${lines.join('\n')}
\`;
`;
writeFileSync(
  TARGET,
  await format(text, { ...(await resolveConfig(TARGET)), parser: 'typescript' }),
);
console.log(`${documents} documents, ${lines.length} places, ${text.length} characters`);
