import assert from 'node:assert/strict';
import { analyze } from '../../server/src/analysis/analyze.ts';
import type { World } from '../../server/src/analysis/world.ts';
import { smallSchemas, worldOf } from '../harness/world.ts';

const WORLD = worldOf(undefined, true);

/** The findings of the family `schema/`: rule, severity where it is not the rule's own, and the text that is marked. */
function found(text: string, world: World = WORLD): readonly string[] {
  return (analyze(text, world)?.findings ?? [])
    .filter(({ rule }) => rule.startsWith('schema/'))
    .map(({ rule, severity, range }) => {
      const kind = severity === 'warning' ? '' : ` (${severity})`;
      return `${rule.slice('schema/'.length)}${kind} ${text.slice(range.start, range.end)}`;
    });
}

const GUEST = `<domain type='kvm'>
  <name>vm1</name>
  <memory unit='GiB'>4</memory>
  <on_crash>destroy</on_crash>
  <devices>
    <disk type='file'>
      <driver name='qemu' type='qcow2' cache='none'/>
      <source file='/images/vm1.qcow2'/>
      <target dev='vda' bus='virtio'/>
    </disk>
    <interface type='network'>
      <source network='default'/>
    </interface>
  </devices>
</domain>
`;

/** The guest with a part of it replaced. */
function guest(part: string, by: string): string {
  assert.ok(GUEST.includes(part));
  return GUEST.replace(part, by);
}

describe('a document and its schema', () => {
  it('has nothing against a document that is right', () => {
    assert.deepEqual(found(GUEST), []);
    assert.equal(analyze(GUEST, WORLD)?.schema?.name, 'domain.rng of libvirt 11.3.0');
  });

  it('makes three findings of three slips', () => {
    const text = guest("cache='none'", "chache='none'")
      .replace('<on_crash>destroy</on_crash>', '<on_crsh>destroy</on_crsh>')
      .replace("type='network'", "type='netwrk'");
    assert.deepEqual(found(text), [
      'unknown-element on_crsh',
      'unknown-attribute chache',
      'bad-value netwrk',
    ]);
  });

  it('says nothing of a place of which a rule speaks', () => {
    const text = guest("<memory unit='GiB'>", "<memory unti='GiB'>");
    const rules = analyze(text, WORLD)?.findings.map(({ rule }) => rule) ?? [];
    assert.ok(rules.includes('xml/unknown-name'));
    assert.deepEqual(found(text), []);
    const off: World = { ...WORLD, rules: new Map([['xml/unknown-name', 'off']]) };
    assert.deepEqual(found(text, off), ['unknown-attribute unti']);
  });

  it('says nothing where another extension says it, or all its rules are off', () => {
    const text = guest('<driver', '<drover');
    assert.deepEqual(found(text), ['unknown-element drover']);
    assert.deepEqual(found(text, { ...WORLD, isServedElsewhere: true }), []);
    const off = new Map([['schema/unknown-element', 'off' as const]]);
    assert.deepEqual(found(text, { ...WORLD, rules: off }), []);
  });

  it('is information where the schema is older than the libvirt on the host', () => {
    const text = guest('<driver', '<zebra/><driver');
    const on = (...libvirt: number[]): World => ({ ...WORLD, versions: { libvirt } });
    assert.deepEqual(found(text, on(11, 4)), ['unknown-element (information) zebra']);
    assert.deepEqual(found(text, on(11, 3, 0)), ['unknown-element zebra']);
    assert.deepEqual(found(text, on(9, 0)), ['unknown-element zebra']);
  });

  it('blames no text for what is still to be typed', () => {
    for (let length = 0; length < GUEST.length; length++) {
      const text = GUEST.slice(0, length);
      const isInName = /<[\w]*$/.test(text);
      if (!isInName) assert.deepEqual(found(text), [], text);
    }
  });

  it('blames no element for a tag that is lost elsewhere', () => {
    for (const line of GUEST.split('\n').filter((one) =>
      /^ *<\/?(?:devices|disk|interface)\b/.test(one),
    ))
      assert.deepEqual(found(guest(`${line}\n`, '')), [], line);
  });

  it('leaves open what a template decides', () => {
    const text = guest(
      '<disk type=',
      "{% for disk in disks %}<disk type='{{ disk.type }}'><target dev='{{ disk.dev }}'/></disk>{% endfor %}\n    <disk type=",
    )
      .replace(
        '<on_crash>destroy</on_crash>',
        '{% if a %}<on_crash>{{ a }}</on_crash>{% else %}<on_crash>destroy</on_crash>{% endif %}',
      )
      .replace("type='network'", "type='{{ kind }}'");
    assert.deepEqual(found(text), []);
    assert.deepEqual(found(text.replace('bus=', 'buss=')), ['unknown-attribute buss']);
  });

  it('speaks of a foreign namespace as the schema does', () => {
    const qemu = "xmlns:q='http://libvirt.org/schemas/domain/qemu/1.0'";
    const text = guest("<domain type='kvm'>", `<domain type='kvm' ${qemu}>`);
    const line = "<q:commandline><q:arg value='-S'/></q:commandline>";
    assert.deepEqual(found(text.replace('</domain>', `${line}</domain>`)), []);
    const slip = line.replaceAll('q:arg value', 'q:arg valeu');
    assert.deepEqual(
      found(text.replace('</domain>', `${slip}</domain>`)),
      ['missing-attribute q:arg', 'unknown-attribute valeu'].slice(1),
    );
  });

  it('takes no room from the other findings of a file', () => {
    const text = `<domain type='kvm'><name>a</name><memory>1048576</memory>${'<a b=1/>'.repeat(999)}</domain>`;
    const rules = analyze(text, WORLD)?.findings.map(({ rule }) => rule) ?? [];
    assert.equal(rules.filter((rule) => rule === 'xml/unquoted-value').length, 999);
    assert.ok(rules.length <= 1000);
  });

  it('reads a schema once, and none for what is not libvirt’s', () => {
    const asked: string[] = [];
    const world: World = {
      ...WORLD,
      schemas: (root) => {
        asked.push(root);
        return smallSchemas().of(root);
      },
    };
    for (const text of ['<html/>', "<domain xmlns='urn:jboss:domain:4.0'/>", '<domains/>'])
      assert.equal(analyze(text, world), undefined);
    assert.deepEqual(asked, []);
    assert.equal(smallSchemas().of('domain'), smallSchemas().of('domain'));
    assert.equal(smallSchemas().of('pool'), undefined);
  });
});
