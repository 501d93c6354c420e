import assert from 'node:assert/strict';
import { analyze } from '../../server/src/analysis/analyze.ts';
import { FINDINGS_LIMIT } from '../../server/src/analysis/findings.ts';
import { EMPTY_WORLD } from '../../server/src/analysis/world.ts';
import { domainRule, hostRule, type RuleMeta } from '../../server/src/rules/rule.ts';
import badMode from '../../server/src/rules/numatune/bad-mode.ts';

const guest = (inside: string, type = 'kvm') =>
  `<domain type='${type}'>\n  <memory>1048576</memory>\n  <vcpu>1</vcpu>\n${inside}\n</domain>\n`;
const numatune = (attributes: string) => guest(`  <numatune><memory ${attributes}/></numatune>`);

const meta = (name: string): RuleMeta => ({
  id: badMode.id,
  severity: 'warning',
  summary: name,
  why: name,
  reference: 'https://libvirt.org/formatdomain.html',
  fix: 'none',
  since: '0.1.0',
});

const rulesFound = (text: string, world = EMPTY_WORLD) =>
  analyze(text, world)?.findings.map(({ rule }) => rule);

describe('analyze', () => {
  it('gives a rule that throws up for the document, and only that rule', () => {
    const text = numatune("mode='strict' nodeset='0'");
    const range = { start: 0, end: 1 };
    const analysis = analyze(text, EMPTY_WORLD, [
      domainRule(meta('says one thing and throws'), function* () {
        yield { range, message: 'said before' };
        throw new TypeError('broken rule');
      }),
      domainRule(meta('works'), () => [{ range, message: 'said after' }]),
    ]);
    assert.deepEqual(
      analysis?.findings.map(({ message }) => message),
      ['said before', 'said after'],
    );
    assert.match(String(analysis.failures[0]?.error), /broken rule/);
  });

  it('shows at most so many findings, and says that there are more', () => {
    const bad = Array.from({ length: 3000 }, () => "<memnode cellid='x'/>").join('');
    const findings = analyze(guest(`<numatune>${bad}</numatune>`), EMPTY_WORLD)?.findings ?? [];
    assert.equal(findings.length, FINDINGS_LIMIT + 1);
    assert.equal(findings[0]?.rule, 'xml/too-many-findings');
  });

  it('takes as many bad members of a set as a text can hold', () => {
    const findings = analyze(
      numatune(`mode='strict' nodeset='${'x,'.repeat(300_000)}0'`),
      EMPTY_WORLD,
    );
    assert.equal(findings?.findings.length, FINDINGS_LIMIT + 1);
  });

  it('lets the user set severities and switch rules off', () => {
    const text = numatune("mode='sturdy' nodeset='0'");
    const severity = (setting: 'hint' | 'off') =>
      analyze(text, { ...EMPTY_WORLD, rules: new Map([[badMode.id, setting]]) })
        ?.findings.filter(({ rule }) => rule === badMode.id)
        .map((finding) => finding.severity);
    assert.deepEqual(severity('hint'), ['hint']);
    assert.deepEqual(severity('off'), []);
  });

  it('holds rules back under an element that was never closed, and says what it read', () => {
    const whole = "<numatune><memnode cellid='0' nodeset='0' mode='strict'/></numatune>";
    assert.ok(rulesFound(guest(whole))?.includes('numatune/memnode-without-cells'));
    assert.deepEqual(rulesFound(guest(`<cputune>${whole}`)), ['xml/unclosed-element']);
  });

  it('counts the rules that rest, and names the facet that the host lacks', () => {
    const rule = hostRule({ ...meta('needs distances'), needs: ['nodes', 'distances'] }, () => []);
    const node = { id: 0 } as never;
    const host = { name: 'h', nodes: new Map([[0 as never, node]]), cpus: new Map() };
    assert.deepEqual(analyze(guest(''), EMPTY_WORLD, [rule])?.resting, [
      { rule: rule.id, lacks: undefined },
    ]);
    assert.deepEqual(analyze(guest(''), { host, rules: new Map() }, [rule])?.resting, [
      { rule: rule.id, lacks: 'distances' },
    ]);
  });

  it('does not call it resting where there is nothing to look at, or nothing is amiss', () => {
    const pools = hostRule({ ...meta('needs pools'), needs: ['pools'] }, () => []);
    const reserve = hostRule({ ...meta('needs a reserve'), needs: ['reserve'] }, () => []);
    const node = { id: 0 } as never;
    const host = { name: 'h', nodes: new Map([[0 as never, node]]), cpus: new Map() };
    const resting = (inside: string) =>
      analyze(guest(inside), { host, rules: new Map() }, [pools, reserve])?.resting.map(
        ({ lacks }) => lacks,
      );
    assert.deepEqual(resting(''), []);
    assert.deepEqual(resting('<memoryBacking><hugepages/></memoryBacking>'), ['pools']);
  });

  it('finds domains inside of other libvirt documents', () => {
    const inner = numatune("mode='sturdy' nodeset='0'");
    for (const root of ['domainsnapshot', 'domaincheckpoint', 'domstatus'])
      assert.ok(rulesFound(`<${root}>${inner}</${root}>`)?.includes(badMode.id), root);
  });

  it('leaves other XML alone, whatever its root is called', () => {
    for (const text of [
      '',
      'no xml',
      '<project><memory mode="sturdy"/></project>',
      '<domain xmlns="urn:jboss:domain:19.0"><memory/></domain>',
      '<domain application-root="${x}" log-root="y"><resources/></domain>',
      '<domain/>',
    ])
      assert.equal(analyze(text, EMPTY_WORLD), undefined, text);
  });

  it('tells guests of other drivers only what the common parser does', () => {
    const text = (type: string) => guest("<numatune><memory nodeset='x'/></numatune>", type);
    assert.ok(rulesFound(text('xen'))?.includes('numatune/bad-node-set'));
    const strict = (type: string) =>
      guest("<numatune><memory mode='strict' nodeset='0'/></numatune>", type);
    assert.ok(rulesFound(strict('kvm'))?.includes('numatune/strict-unchecked'));
    assert.deepEqual(rulesFound(strict('lxc')), []);
  });
});
