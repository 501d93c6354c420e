import { strict as assert } from 'node:assert';
import { allowedAt } from '../../server/src/relaxng/allowedAt.ts';
import { describeAttribute, describeElement } from '../../server/src/relaxng/describe.ts';
import { nameKey } from '../../server/src/relaxng/pattern/nameClass.ts';
import { readGrammar } from '../../server/src/relaxng/readGrammar.ts';
import { meeting, validate } from '../../server/src/relaxng/validate.ts';
import { childElements } from '../../server/src/xml/walk.ts';
import { parseXml } from '../../server/src/xml/parseXml.ts';

const HEAD =
  "xmlns='http://relaxng.org/ns/structure/1.0' datatypeLibrary='http://www.w3.org/2001/XMLSchema-datatypes'";

/** The problems of a document, each as its kind and the text that it marks. */
function found(body: string, text: string, more: Record<string, string> = {}): string[] {
  const root = parseXml(text).document.documentElement!;
  return validate(grammarOf(body, more), root).map(
    ({ kind, range, suggestion }) =>
      `${kind} ${text.slice(range.start, range.end)}${suggestion === undefined ? '' : ` → ${suggestion}`}`,
  );
}

function grammarOf(body: string, more: Record<string, string> = {}) {
  const files: Record<string, string> = {
    ...more,
    'main.rng': `<grammar ${HEAD}>${body}</grammar>`,
  };
  const { grammar, problems } = readGrammar('main.rng', (name) => files[name]);
  assert.deepEqual(problems, []);
  return grammar!;
}

/** What is wrong with a schema. */
function wrong(body: string, more: Record<string, string> = {}): string[] {
  const files: Record<string, string> = {
    ...more,
    'main.rng': `<grammar ${HEAD}>${body}</grammar>`,
  };
  return readGrammar('main.rng', (name) => files[name]).problems.map(({ message }) => message);
}

const GUEST = `<start><element name='guest'>
  <attribute name='type'><choice><value>kvm</value><value>qemu</value></choice></attribute>
  <interleave>
    <element name='name'><text/></element>
    <optional><element name='memory'><optional><attribute name='unit'/></optional><data type='unsignedInt'/></element></optional>
    <zeroOrMore><element name='disk'>
      <choice>
        <group><attribute name='kind'><value>file</value></attribute><element name='file'><empty/></element></group>
        <group><attribute name='kind'><value>block</value></attribute><element name='dev'><empty/></element></group>
      </choice></element></zeroOrMore>
  </interleave></element></start>`;

describe('validation', () => {
  it('accepts what the schema allows, in any order where it interleaves', () => {
    const text =
      "<guest type='kvm'><disk kind='file'><file/></disk><memory>4</memory><disk kind='block'><dev/></disk><name>a</name></guest>";
    assert.deepEqual(found(GUEST, text), []);
  });

  it('finds three slips as three problems', () => {
    const text =
      "<guest type='kvmm'><nmae>a</nmae><memory unt='KiB'>4</memory><disk kind='file'><file/></disk></guest>";
    assert.deepEqual(found(GUEST, text), [
      'bad-value kvmm → kvm',
      'unknown-element nmae → name',
      'unknown-attribute unt → unit',
    ]);
  });

  it('says what is missing, twice, or too much', () => {
    assert.deepEqual(found(GUEST, '<guest/>'), [
      'missing-attribute guest',
      'missing-element guest',
    ]);
    assert.deepEqual(found(GUEST, "<guest type='kvm'><name/><name/>x</guest>"), [
      'element-not-allowed-here name',
      'text-not-allowed x',
    ]);
    assert.deepEqual(found(GUEST, "<guest type='kvm'><name/><memory> four </memory></guest>"), [
      'bad-value four',
    ]);
    assert.deepEqual(found(GUEST, "<guest type='kvm'><name/><zebra><x y='1'/></zebra></guest>"), [
      'unknown-element zebra',
    ]);
  });

  it('keeps attributes and children of one alternative together', () => {
    const text = "<guest type='kvm'><name/><disk kind='file'><dev/></disk></guest>";
    assert.deepEqual(found(GUEST, text), ['element-not-allowed-here dev', 'missing-element disk']);
  });

  it('reads groups in order, and blames the order once', () => {
    const body =
      "<start><element name='a'><element name='b'><empty/></element><element name='c'><empty/></element></element></start>";
    assert.deepEqual(found(body, '<a><b/><c/></a>'), []);
    assert.deepEqual(found(body, '<a><c/><b/></a>'), ['element-not-allowed-here c']);
    assert.deepEqual(found(body, '<a><c/></a>'), ['missing-element a']);
  });

  it('knows lists, mixed content, name classes and excepted values', () => {
    const body = `<start><element name='a'>
      <attribute name='l'><list><oneOrMore><data type='int'/></oneOrMore></list></attribute>
      <zeroOrMore><attribute><anyName><except><name>l</name><name>bad</name><nsName ns='urn:x'/></except></anyName></attribute></zeroOrMore>
      <mixed><optional><element name='b'><data type='string'><except><value>no</value></except></data></element></optional></mixed>
    </element></start>`;
    assert.deepEqual(found(body, "<a l='1 2 3' other='x'>text <b>yes</b> text</a>"), []);
    assert.deepEqual(found(body, "<a l='1 x'><b>no</b></a>"), ['bad-value 1 x', 'bad-value no']);
    assert.deepEqual(found(body, "<a l='1' bad='x'/>"), ['unknown-attribute bad']);
  });

  it('includes with overrides, combines, and refers to parents and other files', () => {
    const more = {
      'sub/lib.rng': `<grammar ${HEAD}><start><ref name='x'/></start><define name='x'><element name='x'><ref name='y'/></element></define><define name='y'><notAllowed/></define></grammar>`,
      'ext.rng': `<element xmlns='http://relaxng.org/ns/structure/1.0' name='e'><empty/></element>`,
    };
    const body = `<include href='sub/lib.rng'><define name='y'><element name='over'><empty/></element></define></include>
      <define name='y' combine='choice'><externalRef href='ext.rng'/></define>
      <define name='y' combine='choice'><grammar><start><element name='n'><parentRef name='z'/></element></start></grammar></define>
      <define name='z'><value type='int'>7</value></define>`;
    for (const inner of ['<over/>', '<e/>', '<n>07</n>'])
      assert.deepEqual(found(body, `<x>${inner}</x>`, more), [], inner);
    assert.deepEqual(found(body, '<x><n>8</n></x>', more), ['bad-value 8 → 7']);
  });

  it('derives nothing more of a document that the grammar has met, step by step', () => {
    const disks = "<disk kind='file'><file/></disk><disk kind='block'><dve/></disk>".repeat(20);
    const text = `<guest type='kvmm'><name>a</name>${disks}</guest>`;
    const root = parseXml(text).document.documentElement!;
    const grammar = grammarOf(GUEST);
    const steps = [...meeting(grammar, root)];
    assert.ok(steps.length > 5);
    const met = grammar.table.remembered;
    const problems = validate(grammar, root);
    assert.equal(grammar.table.remembered, met);
    const anew = validate(grammarOf(GUEST), root);
    const told = (all: typeof anew) => all.map((problem) => ({ ...problem, opened: undefined }));
    assert.deepEqual(told(problems), told(anew));
  });

  it('stands any depth', () => {
    const body = `<start><ref name='a'/></start><define name='a'><element name='a'><optional><ref name='a'/></optional></element></define>`;
    assert.deepEqual(found(body, '<a>'.repeat(5_000) + '</a>'.repeat(5_000)), []);
  });
});

describe('schemas that are wrong', () => {
  it('are told so', () => {
    assert.deepEqual(wrong("<start><ref name='x'/></start>"), ["'x' is not defined"]);
    assert.deepEqual(wrong('<define name="x"><empty/></define>'), ["'start' is not defined"]);
    assert.deepEqual(
      wrong("<start><ref name='x'/></start><define name='x'><ref name='x'/></define>"),
      ["'x' holds itself without an element between"],
    );
    assert.deepEqual(wrong("<include href='none.rng'/><start><empty/></start>"), [
      "the included file 'none.rng' is not there",
    ]);
    assert.deepEqual(wrong("<start><element name='a'><data type='inta'/></element></start>"), [
      "XML Schema has no type 'inta'",
    ]);
  });
});

describe('schemas that are judged in part', () => {
  it('say which part is not', () => {
    const own = "<data datatypeLibrary='urn:own' type='colour'/>";
    assert.deepEqual(wrong(`<start><element name='a'>${own}</element></start>`), [
      "values of the type 'colour' are not checked",
    ]);
    const notation = "<start><element name='a'><data type='NOTATION'/></element></start>";
    assert.deepEqual(wrong(notation), ["values of the type 'NOTATION' are not checked"]);
    assert.deepEqual(found(notation.replace('NOTATION', 'QName'), '<a>x:y:z</a>'), [
      'bad-value x:y:z',
    ]);
  });
});

describe('what may stand at a place', () => {
  const at = (marked: string) => {
    const offset = marked.indexOf('|');
    const { document } = parseXml(marked.replace('|', ''));
    const allowed = allowedAt(grammarOf(GUEST), document, offset)!;
    const names = [...allowed.elements, ...allowed.attributes].map(
      ({ name, isRequired }) => nameKey(name) + (isRequired ? '!' : ''),
    );
    return [
      ...names,
      ...allowed.values.map((one) => (one.kind === 'value' ? one.value : one.kind)),
    ];
  };

  it('names elements, required ones first, without those that are there already', () => {
    assert.deepEqual(at("<guest type='kvm'>|</guest>"), ['name!', 'memory', 'disk']);
    assert.deepEqual(at("<guest type='kvm'>|<memory>1</memory></guest>"), ['name!', 'disk']);
    assert.deepEqual(at("<guest type='kvm'><disk kind='block'>|</disk></guest>"), ['dev!']);
  });

  it('names attributes and values', () => {
    assert.deepEqual(at('<guest |></guest>'), ['type!']);
    assert.deepEqual(at("<guest type='|'></guest>"), ['kvm', 'qemu']);
    assert.deepEqual(at("<guest type='kvm'><memory>|</memory></guest>"), ['type']);
  });

  it('is described', () => {
    const root = parseXml("<guest type='kvm'><disk kind='file'/><name/></guest>").document
      .documentElement!;
    const [disk, name] = childElements(root);
    const grammar = grammarOf(GUEST);
    const described = describeElement(grammar, root, disk!)!;
    assert.equal(described.isRequired, false);
    assert.equal(described.isRepeatable, true);
    assert.deepEqual(described.elements.map(nameKey), ['file']);
    assert.equal(describeElement(grammar, root, name!)!.isRequired, true);
    assert.equal(describeElement(grammar, root, name!)!.isRepeatable, false);
    assert.deepEqual(describeAttribute(grammar, root, root.getAttributeNode('type')!), {
      isRequired: true,
      values: [
        { kind: 'value', value: 'kvm' },
        { kind: 'value', value: 'qemu' },
      ],
    });
  });
});
