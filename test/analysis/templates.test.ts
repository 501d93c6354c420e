import assert from 'node:assert/strict';
import fc from 'fast-check';
import { analyze } from '../../server/src/analysis/analyze.ts';
import { compileHouseRule } from '../../server/src/analysis/houseRules.ts';
import { EMPTY_WORLD } from '../../server/src/analysis/world.ts';
import { hoverAt } from '../../server/src/features/hover.ts';
import { readableExamples } from '../harness/examples.ts';
import { pagesIn } from '../harness/pages.ts';
import { worldOf } from '../harness/world.ts';

const rulesIn = (text: string) =>
  analyze(text, EMPTY_WORLD)?.findings.map(({ rule }) => rule) ?? ['no domain'];

const guest = (inside: string, top = '') =>
  `${top}<domain type='kvm'>\n  <name>vm1</name>\n  <memory unit='GiB'>4</memory>\n  <vcpu>4</vcpu>\n  ${inside}\n</domain>\n`;

/** Documents in which nothing is found, and the hosts that they are silent on. */
const SILENT = [...pagesIn('docs/rules'), ...pagesIn('test/rules')]
  .flatMap((page) => readableExamples([page]))
  .filter(({ silent, language }) => silent && language === 'xml')
  .map(({ marked, hosts, name }) => ({ text: marked.clean, hosts, name }));

const VALUE = /(?<==(["']))[^"'<>]*(?=\1)|(?<=>)[^<>\s][^<>]*(?=<\/)/g;

/** The text with one of its values as a template would have it, for each value outside of comments and the XML declaration. */
const withPlaceholders = (text: string, placeholder: string): string[] =>
  [
    ...text
      .replace(/<!--[^]*?-->|<\?[^]*?\?>/g, (comment) => ' '.repeat(comment.length))
      .matchAll(VALUE),
  ].map(
    ({ 0: value, index }) => text.slice(0, index) + placeholder + text.slice(index + value.length),
  );

describe('templates', () => {
  it('in values are unknown, whatever engine replaces them', () => {
    for (const value of [
      '{{ n }}',
      '{{ a["b"] | join(",") }}',
      '${NODES}',
      '%(nodes)s',
      '<%= n %>',
      '<%- n -%>',
      '{% if a < b %}0{% else %}1{% endif %}',
      '0,{{ n }}',
      '{{ a and b && c }}',
    ]) {
      const inAttribute = guest(`<numatune><memory mode='strict' nodeset='${value}'/></numatune>`);
      assert.deepEqual(rulesIn(inAttribute), ['xml/template'], value);
      const inText = guest('').replace('>4</vcpu>', `>${value}</vcpu>`);
      assert.deepEqual(rulesIn(inText), ['xml/template'], value);
      const onLines = guest('').replace('>4</memory>', `>\n    ${value}\n  </memory>`);
      assert.deepEqual(rulesIn(onLines), ['xml/template'], value);
    }
  });

  it('that are none are read as ever', () => {
    for (const value of ['{ n }', '{{ n }', '$n', '%(n)', '%s', '{', '<'])
      assert.ok(!rulesIn(guest(`<title>${value}</title>`)).includes('xml/template'), value);
    assert.ok(
      rulesIn(guest("<numatune><memory mode='strict' nodeset='{n}'/></numatune>")).includes(
        'numatune/bad-node-set',
      ),
    );
  });

  it('may stand before and after the root, and in tags', () => {
    for (const top of [
      "{{ ansible_managed | comment('xml') }}\n",
      '{# <domain> of a guest #}\n',
      '{% set x = "<a>" %}',
      '<% if x > 3 %>\n',
    ])
      assert.deepEqual(rulesIn(guest('', top)), ['xml/template'], top);
    assert.deepEqual(rulesIn(`${guest('')}{% endif %}\n`), ['xml/template']);
    assert.deepEqual(
      rulesIn(guest('<numatune><memory {% if a %}mode="strict"{% endif %}/></numatune>')),
      ['xml/template'],
    );
  });

  it('that decide which elements there are let rules rest that count them', () => {
    const memnode = "<numatune><memnode cellid='7' mode='strict' nodeset='0'/></numatune>";
    assert.ok(rulesIn(guest(memnode)).includes('numatune/memnode-without-cells'));
    for (const statement of [
      '{% include "cpu.xml" %}',
      '<% cells.each do |c| %>',
      '{{ cpu_xml }}',
      '{# x #}',
    ])
      assert.deepEqual(rulesIn(guest(`${statement}\n${memnode}`)), ['xml/template'], statement);
    const among = (where: string) =>
      guest(`${memnode}<devices>${where}</devices>`).replace('vm1', '{{ n }}');
    const disks = '{% for d in disks %}<disk type="file"/>{% endfor %}';
    assert.ok(rulesIn(among(disks)).includes('numatune/memnode-without-cells'));
  });

  it('keep house rules from speaking of them, and names from being known', () => {
    const compiled = compileHouseRule({
      id: 'acme/x',
      xpath: "//memory[@mode != 'strict']",
      message: 'm',
    });
    assert.ok('rule' in compiled);
    const text = guest("<numatune><memory mode='{{ mode }}' nodeset='0'/></numatune>");
    const analysis = analyze(text, { ...EMPTY_WORLD, houseRules: [compiled.rule] });
    assert.deepEqual(
      analysis?.findings.map(({ rule }) => rule),
      ['xml/template'],
    );
    assert.equal(analyze(text.replace('vm1', '{{ n }}'), EMPTY_WORLD)?.domains[0]?.name, undefined);
  });

  it('can be hovered', () => {
    const text = guest("<numatune><memory mode='{{ mode }}' nodeset='0'/></numatune>");
    const analysis = analyze(text, EMPTY_WORLD);
    assert.ok(analysis);
    for (let offset = 0; offset <= text.length; offset++) hoverAt(analysis, offset);
  });

  it('in any one value of a document in order make nothing be found', () => {
    for (const { text, hosts, name } of SILENT) {
      const found = (one: string) => analyze(one, worldOf(hosts))?.findings ?? [];
      // That they are silent is tested elsewhere.
      const known = new Set(['xml/template', ...found(text).map(({ rule }) => rule)]);
      for (const one of withPlaceholders(text, '{{ x }}'))
        assert.deepEqual(
          found(one)
            .filter(({ rule }) => !known.has(rule))
            .map(({ rule, message }) => `${rule}: ${message}`),
          [],
          `${name}\n${one}`,
        );
    }
  }).timeout(60_000);

  it('in pieces make nothing throw, and keep every place', () => {
    const piece = fc.constantFrom(
      '{{',
      '}}',
      '{%',
      '%}',
      '{#',
      '#}',
      '<%',
      '%>',
      '=',
      '${',
      '}',
      '%(a',
      ')s',
      '<a b="',
      '">',
      '</a>',
      '\r\n',
      ' ',
      'x',
      '<!--',
      '-->',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = guest(pieces.join(''));
        for (const { range } of analyze(text, EMPTY_WORLD)?.findings ?? [])
          assert.ok(range.start >= 0 && range.start <= range.end && range.end <= text.length);
      }),
    );
    for (const many of ['{{', '{{ x }}', '{%', '${', '<%'])
      analyze(guest(`<title>${many.repeat(200_000)}</title>`), EMPTY_WORLD);
  }).timeout(20_000);
});
