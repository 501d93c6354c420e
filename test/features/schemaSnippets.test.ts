// An element that completion alone has written is right, whichever of the offered words are chosen in it.
import assert from 'node:assert/strict';
import { analyze } from '../../server/src/analysis/analyze.ts';
import type { SchemaSet } from '../../server/src/analysis/schemas.ts';
import { completeAt, type Completion } from '../../server/src/features/completion.ts';
import { validate } from '../../server/src/relaxng/validate.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import type { Grammar } from '../../server/src/relaxng/grammar.ts';
import type { World } from '../../server/src/analysis/world.ts';
import { sourceOf } from '../../server/src/xml/source.ts';
import { parseXml } from '../../server/src/xml/parseXml.ts';
import { withCursor } from '../harness/cursor.ts';
import { installedSchemas } from '../harness/installedSchemas.ts';
import { smallSchemas, worldOf } from '../harness/world.ts';
import { choicesIn, expandSnippet } from './expandSnippet.ts';

const ROOT = `<domain type='kvm'>\n  <name>a</name>\n  <memory>1</memory>\n  <os><type>hvm</type></os>\n$0</domain>`;

/** What stands where a snippet leaves a value open. */
const OPEN = 'left-open';
const DEPTH = 5;
/** So many combinations of words are tried of a snippet. */
const MOST = 40;

interface Tried {
  readonly wrong: readonly string[];
  readonly snippets: number;
  readonly texts: number;
}

/** Chooses every element that completion offers in a document, and every one in those. */
function tryAll(schemas: SchemaSet, world: World, marked = ROOT): Tried {
  const root = /<(\w+)/.exec(marked)?.[1] ?? '';
  const grammar = schemas.of(root)?.grammar ?? assert.fail(root);
  const wrong: string[] = [];
  const seen = new Set<string>();
  const pending = [{ marked, name: root, depth: 1 }];
  let snippets = 0;
  let texts = 0;
  for (let place = pending.shift(); place !== undefined; place = pending.shift()) {
    const { text, offset } = withCursor(place.marked);
    const analysis = analyze(text, { ...world, schemas: schemas.of }) ?? assert.fail(text);
    for (const offer of completeAt(analysis, offset)) {
      const path = `${place.name}/${offer.label}`;
      if (offer.kind !== 'element' || seen.has(path)) continue;
      seen.add(path);
      const told = (chosen: readonly string[]): readonly string[] =>
        problemsIn(grammar, withOffer(text, offer, chosen), offset);
      // Our own elements, which the schema is too old or too small for.
      if (told([]).includes('unknown-element 0')) continue;
      snippets++;
      for (const chosen of combinations(choicesIn(offer.insert))) {
        texts++;
        for (const one of told(chosen))
          wrong.push(`${path}: ${one} after ${chosen.join()} in ${offer.insert}`);
      }
      const inner = withOffer(text, offer, []);
      const end = inner.lastIndexOf('</', offset + inner.length - text.length - 1);
      if (place.depth < DEPTH && end > offset)
        pending.push({
          marked: `${inner.slice(0, end)}$0${inner.slice(end)}`,
          name: offer.label,
          depth: place.depth + 1,
        });
    }
  }
  return { wrong, snippets, texts };
}

/** What the schema has against an element that was put at the offset, and where behind it; nothing of what is still to be typed. */
function problemsIn(grammar: Grammar, text: string, offset: number): readonly string[] {
  const root = parseXml(text).document.documentElement ?? assert.fail();
  const { start, end } =
    Array.from(root.getElementsByTagName('*'), (one) => sourceOf(one).whole).find(
      (whole) => whole.start === offset,
    ) ?? assert.fail(text);
  return validate(grammar, root)
    .filter(
      ({ range, written }) => range.start > start && range.start < end && !written.includes(OPEN),
    )
    .map(({ kind, range }) => `${kind} ${range.start - offset - 1}`);
}

function withOffer(text: string, offer: Completion, chosen: readonly string[]): string {
  const newText = offer.isSnippet ? expandSnippet(offer.insert, chosen, OPEN) : offer.insert;
  return applyEdits(text, [{ range: offer.range, newText }]);
}

/** The first of each, then others. */
function combinations(choices: readonly (readonly string[])[]): readonly (readonly string[])[] {
  let all: readonly (readonly string[])[] = [[]];
  for (const words of choices.toReversed())
    all = words.flatMap((word) => all.map((rest) => [word, ...rest])).slice(0, 4000);
  const step = Math.max(1, Math.floor(all.length / MOST));
  return all.filter((_, index) => index % step === 0);
}

const OTHERS = [
  '<network>$0</network>',
  "<pool type='dir'>$0</pool>",
  '<volume>$0</volume>',
  '<secret>$0</secret>',
  "<filter name='a'>$0</filter>",
  "<interface type='ethernet' name='a'>$0</interface>",
  '<device><name>a</name>$0</device>',
  '<domainsnapshot>$0</domainsnapshot>',
  '<domaincheckpoint>$0</domaincheckpoint>',
  "<domainbackup mode='push'>$0</domainbackup>",
  '<cpu>$0</cpu>',
];

describe('what completion begins', () => {
  it('is right by a small schema', () => {
    const { wrong, snippets } = tryAll(smallSchemas(), worldOf());
    assert.deepEqual(wrong, []);
    assert.ok(snippets > 10, `only ${snippets} snippets`);
  });

  it("is right by an installed libvirt's schema, with and without a host", function () {
    this.timeout(120_000);
    for (const world of [worldOf(), worldOf('article')]) {
      const { wrong, snippets, texts } = tryAll(installedSchemas(this), world);
      assert.deepEqual(wrong, []);
      assert.ok(snippets > 400 && texts > 1000, `only ${snippets} snippets, ${texts} texts`);
    }
  });

  it("is right in libvirt's other documents", function () {
    this.timeout(120_000);
    for (const marked of OTHERS) {
      const { wrong, snippets } = tryAll(installedSchemas(this), worldOf(), marked);
      assert.deepEqual(wrong, [], marked);
      assert.ok(snippets > 2, `only ${snippets} snippets in ${marked}`);
    }
  });
});
