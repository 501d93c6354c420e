import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { parseXml } from '../../server/src/xml/parseXml.ts';
import { drawMap } from '../../server/src/map/draw/drawMap.ts';
import type { Shape } from '../../server/src/map/draw/shape.ts';
import { LIGHT_STYLE } from '../../server/src/map/draw/style.ts';
import { svgText } from '../../server/src/map/draw/svgText.ts';
import { wholeMap } from '../../server/src/map/draw/wholeMap.ts';
import { mapOfScene, SCENES } from './scenes.ts';

const PICTURES = new URL('pictures/', import.meta.url);

/** All elements of a picture, and whether each is one. */
function* elementsOf(shape: Shape): Generator<Shape> {
  yield shape;
  for (const child of shape.children) if (typeof child !== 'string') yield* elementsOf(child);
}
const textOf = (shape: Shape): string =>
  shape.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join(' ');

describe('the host map as drawn', () => {
  const pinned: readonly (readonly [scene: string, width: number, plan?: number])[] = [
    ['article', 1160],
    ['article', 1160, 1],
    ['article', 320],
    ['two-sockets', 1160],
    ['two-sockets', 720],
    ['big', 1160],
    ['big', 320],
    ['memory-less', 1160],
    ['cxl', 1160],
    ['pools', 1160],
  ];
  for (const [name, width, plan] of pinned) {
    const file = `${name}-${width}${plan === undefined ? '' : `-plan-${plan}`}.svg`;
    it(`is that of ${file}`, () => {
      const map = mapOfScene(SCENES[name]!);
      const key = plan === undefined ? undefined : map.plans[plan]!.key;
      const drawn = `${svgText(wholeMap(map, width, LIGHT_STYLE, key)).replaceAll('><', '>\n<')}\n`;
      const path = new URL(file, PICTURES);
      if (process.env['UPDATE'] === '1') writeFileSync(path, drawn);
      assert.equal(drawn, readFileSync(path, 'utf8'));
    });
  }

  it('is well-formed, without a style attribute, with ids of its own and sources that exist', () => {
    for (const scene of Object.values(SCENES)) {
      const map = mapOfScene(scene);
      for (const width of [240, 560, 1160])
        for (const { key } of map.plans) {
          const picture = drawMap(map, width, key);
          const { cards, distances, legend, sources } = picture;
          const ids = new Set<unknown>();
          for (const part of [picture.map, ...cards, legend, ...(distances ? [distances] : [])]) {
            assert.deepEqual(parseXml(svgText(part)).problems, []);
            for (const { tag, attributes } of elementsOf(part)) {
              assert.ok(!('style' in attributes) && !('href' in attributes) && tag !== 'script');
              for (const value of Object.values(attributes))
                assert.doesNotMatch(String(value), /NaN|Infinity|undefined/);
              const { id, class: classes } = attributes;
              if (id !== undefined) assert.ok(!ids.has(id) && ids.add(id), String(id));
              const source = attributes['data-source'];
              assert.ok(source === undefined || sources[Number(source)] !== undefined);
              if (classes === 'spot' || classes === 'stop')
                assert.match(String(attributes['aria-label']), /\w/);
            }
          }
          assert.equal(cards.length, width < 560 ? 0 : map.plans.length);
          const [head] = picture.table;
          assert.ok(picture.table.every((row) => row.length === head!.length));
          assert.equal(picture.table.length, map.nodes.length + 1);
        }
    }
  });

  it('says nothing by colour alone: a mark, a pattern, an edge or a word says the same', () => {
    const map = mapOfScene(SCENES['two-sockets']!);
    const { legend } = drawMap(map, 1160);
    const shown = textOf(legend);
    for (const words of ['another guest, by letter', 'pinned twice', 'huge page pool'])
      assert.ok(shown.includes(words), words);
    const fills = /fill: (url|none)|stroke-dasharray|stroke-width: 2/;
    for (const sign of ['spill', 'anywhere', 'over', 'reserve', 'pool', 'float', 'double']) {
      const rule = LIGHT_STYLE.split('\n').find((line) => line.startsWith(`.${sign} `));
      assert.match(rule ?? '', fills, sign);
    }
  });

  it('keeps scale and places of a preview', () => {
    const map = mapOfScene(SCENES['article']!);
    const ends = map.plans.map(({ key }) => {
      const { map: drawn } = drawMap(map, 1160, key);
      const lines = [...elementsOf(drawn)].filter(
        ({ attributes }) => attributes['class'] === 'end',
      );
      return lines.map(({ attributes }) => [attributes['x1'], attributes['y1']]);
    });
    assert.ok(ends.every((places) => JSON.stringify(places) === JSON.stringify(ends[0])));
  });

  it('shows foreign names as text, whatever they hold, and is total', () => {
    const map = mapOfScene(SCENES['two-sockets']!);
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.oneof(fc.integer({ min: -10, max: 5000 }), fc.constantFrom(NaN, Infinity)),
        fc.string(),
        (name, width, plan) => {
          const named = {
            ...map,
            host: { ...map.host, name },
            focus: { ...map.focus, name },
            others: map.others.map((other) => ({ ...other, name })),
          };
          const whole = svgText(wholeMap(named, width, LIGHT_STYLE, plan));
          const { document, problems } = parseXml(whole);
          assert.deepEqual(problems, []);
          assert.equal(document.getElementsByTagName('script').length, 0);
          drawMap(named, width, plan);
        },
      ),
      { numRuns: 40 },
    );
  });
});
