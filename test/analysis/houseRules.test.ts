import assert from 'node:assert/strict';
import fc from 'fast-check';
import { analyze } from '../../server/src/analysis/analyze.ts';
import { compileHouseRule, type HouseRule } from '../../server/src/analysis/houseRules.ts';
import type { World } from '../../server/src/analysis/world.ts';

function rule(xpath: string, message = 'found', id = 'acme/x'): HouseRule {
  const compiled = compileHouseRule({ id, xpath, message });
  assert.ok('rule' in compiled, JSON.stringify(compiled));
  return compiled.rule;
}

const worldWith = (...houseRules: HouseRule[]): World => ({
  host: undefined,
  rules: new Map(),
  houseRules,
});

const guest = (inside: string, more = '') =>
  `<domain type='kvm'>\n  <name>vm1</name>\n  <memory>1048576</memory>\n  <vcpu>1</vcpu>\n  ${inside}\n${more}</domain>\n`;

const AUTO = guest("<numatune><memory placement='auto' mode='interleave'/></numatune>");

/** The text at each finding of a house rule, and what is said of it. */
function found(text: string, ...rules: HouseRule[]): string[] | undefined {
  return analyze(text, worldWith(...rules))
    ?.findings.filter((finding) => finding.rule.startsWith('acme/'))
    .map(({ range, message }) => `${text.slice(range.start, range.end)}: ${message}`);
}

const problems = (xpath: string): string => {
  const compiled = compileHouseRule({ id: 'acme/x', xpath, message: 'm' });
  return 'problems' in compiled ? compiled.problems.map(({ message }) => message).join() : '';
};

describe('house rules', () => {
  it('are told at an element’s name, an attribute’s value, and a text without its blanks', () => {
    assert.deepEqual(found(AUTO, rule("/domain/numatune/memory[@placement='auto']")), [
      'memory: found',
    ]);
    assert.deepEqual(found(AUTO, rule('/domain/numatune/memory/@placement')), ['auto: found']);
    assert.deepEqual(found(guest('<title> a b </title>'), rule('//title/text()')), ['a b: found']);
  });

  it('write values of the place into the message', () => {
    const message = '{@mode} {../../name} {count(../*)} {@none}{{}} {concat("}", "{")}';
    assert.deepEqual(found(AUTO, rule('//numatune/memory', message)), [
      'memory: interleave vm1 1 {} }{',
    ]);
    const long = guest(`<title>${'x'.repeat(5000)}</title>`);
    const [told = ''] = found(long, rule('/domain/title', '{text()}')) ?? [];
    assert.equal(told.length, 'title: '.length + 200);
  });

  it('see /domain in the files of snapshots and running guests, too', () => {
    const own = rule('/domain/name', '{.}');
    const inner = guest('');
    for (const root of ['domainsnapshot', 'domstatus', 'domaincheckpoint'])
      assert.deepEqual(found(`<${root}>${inner}</${root}>`, own), ['name: vm1'], root);
    const snapshot = `<domainsnapshot><name>s</name>${inner}</domainsnapshot>`;
    assert.deepEqual(found(snapshot, rule('/domainsnapshot/name', '{.}')), ['name: s']);
    assert.deepEqual(found(snapshot, rule('//name', '{.}')), ['name: s', 'name: vm1']);
  });

  it('have their severity, which the settings may change, and can be suppressed', () => {
    const own = rule('/domain/numatune');
    const world = worldWith(own);
    const severities = (rules: World['rules']) =>
      analyze(AUTO, { ...world, rules })
        ?.findings.filter((finding) => finding.rule === 'acme/x')
        .map(({ severity }) => severity);
    assert.deepEqual(severities(new Map()), ['warning']);
    assert.deepEqual(severities(new Map([['acme/x', 'error']])), ['error']);
    assert.deepEqual(severities(new Map([['acme/x', 'off']])), []);
    const quiet = AUTO.replace(
      '<numatune>',
      '<!-- libvirt-xml-disable-next-line acme/x: r -->\n<numatune>',
    );
    const analysis = analyze(quiet, world);
    assert.deepEqual(analysis?.suppressed[0]?.finding.rule, 'acme/x');
    assert.ok(!analysis.findings.some((finding) => finding.rule.startsWith('suppression/')));
  });

  it('are refused by their form, with the reason', () => {
    for (const [xpath, reason] of [
      ['/domain[', /no XPath/],
      ['//a/following-sibling::b', /'following-sibling'/],
      ['//a[preceding::b]', /'preceding'/],
      ['//a[b//c]', /descendants/],
      ['//a[count(descendant::c) > 1]', /descendants/],
      [`/${'a/'.repeat(101)}a`, /100 steps/],
      ['/domain[matches(name, "x")]', /matches/],
      ['/domain[contains(name)]', /1 arguments; it takes 2/],
      ['count(/domain)', /selects no nodes/],
      ['/domain[$x]', /variable/],
      ['/domain/foo:bar', /prefix 'foo'/],
      ['//namespace::*', /namespace/],
      ['', /empty/],
    ] as const)
      assert.match(problems(xpath), reason, xpath);
    for (const xpath of [
      '//a//b',
      '(//a)[2]',
      '/domain[not(a) and b = "x//y"]',
      '//qemu:arg',
      '//a[b/c]',
    ])
      assert.equal(problems(xpath), '', xpath);
  });

  it('have ids and messages that can be used', () => {
    const fields = (id: string, message: string) => {
      const compiled = compileHouseRule({ id, message, xpath: '/a', severity: 'loud' });
      return 'problems' in compiled ? compiled.problems.map(({ field }) => field) : [];
    };
    for (const id of ['x', 'a/b/c', 'A/b', 'a--b/c', 'numatune/bad-mode', 'numatune/own'])
      assert.deepEqual(fields(id, 'm'), ['id', 'severity'], id);
    for (const message of ['', '{', '}', '{a', '{following::a}', 'x'.repeat(1001)])
      assert.deepEqual(fields('acme/x', message), ['severity', 'message'], message);
  });

  it('cost only themselves when they fail', () => {
    const good = rule('/domain', 'good', 'acme/good');
    const query = {
      ...rule('/domain').query,
      parsed: {
        evaluate: () => {
          throw new TypeError('broken');
        },
      },
    };
    const analysis = analyze(AUTO, worldWith({ ...good, id: 'acme/bad', query }, good));
    assert.deepEqual(
      analysis?.failures.map((failure) => failure.rule),
      ['acme/bad'],
    );
    assert.ok(analysis.findings.some(({ message }) => message === 'good'));
  });

  it('rest on large documents, and tell no more than 100 places', () => {
    const resting = (text: string, ...rules: HouseRule[]) =>
      analyze(text, worldWith(...rules))
        ?.findings.filter((finding) => finding.rule === 'house-rules/resting')
        .map(({ message }) => message);
    const all = rule('//x');
    assert.match(
      resting(guest('<x/>'.repeat(25_000)), all, rule('/domain'))?.join() ?? '',
      /^the house rules rest: [^,]*,/,
    );
    const many = guest('<x/>'.repeat(150));
    assert.deepEqual(resting(many, all), ['acme/x finds 150 places; only the first 100 are shown']);
    assert.equal(found(many, all)?.length, 100);
    const squares = guest(`<a>${'<x/>'.repeat(19_000)}</a>`);
    assert.deepEqual(resting(squares, rule('//*[../*[@y]]')), [
      'acme/x rests: its expression would take too long on this file',
    ]);
    assert.deepEqual(resting(squares, rule(`//*${'/../*'.repeat(10)}[@y]`)), []);
  });

  it('rest where the file is damaged', () => {
    assert.deepEqual(found('<domain type="kvm"><name>a</name><x>', rule('/domain')), []);
  });

  it('never throw, whatever they say', () => {
    const piece = fc.constantFrom(
      ...'/ // [ ] ( ) @ . .. * | = a domain name count( text() "x" 1 and - :: child {'.split(' '),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const xpath = pieces.join('');
        const compiled = compileHouseRule({ id: 'acme/x', xpath, message: `{${xpath}}` });
        if ('rule' in compiled) analyze(AUTO, worldWith(compiled.rule));
        else assert.ok(compiled.problems.length > 0);
      }),
    );
  });
});
