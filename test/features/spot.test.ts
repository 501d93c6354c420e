import assert from 'node:assert/strict';
import { spotAt } from '../../server/src/features/spot.ts';
import { analysisAt } from './at.ts';

/** `kind path 'written'`, with the name of the attribute before what is written of it. */
function spot(marked: string): string {
  const { analysis, offset, text } = analysisAt(marked);
  const found = spotAt(analysis, offset);
  if (found === undefined) return 'nothing';
  const { kind, path, range } = found;
  const name = kind === 'attribute' || kind === 'value' ? ` ${found.name}` : '';
  return `${kind} /${path.join('/')}${name} '${text.slice(range.start, range.end)}'`;
}

const inDomain = (inner: string): string => spot(`<domain type='kvm'>\n${inner}\n</domain>`);
const inNumatune = (inner: string): string =>
  inDomain(`  <numatune>\n    ${inner}\n  </numatune>\n  <os/>`);

describe('spotAt', () => {
  it('tells what stands in a start tag', () => {
    assert.equal(inNumatune("<$0memory mode='strict'/>"), "element /numatune/memory 'memory'");
    assert.equal(inNumatune("<memory$0 mode='strict'/>"), "element /numatune/memory 'memory'");
    assert.equal(inNumatune("<memory $0mode='strict'/>"), "attribute /numatune/memory mode 'mode'");
    assert.equal(inNumatune("<memory mode$0='strict'/>"), "attribute /numatune/memory mode 'mode'");
    assert.equal(inNumatune("<memory mode='$0strict'/>"), "value /numatune/memory mode 'strict'");
    assert.equal(inNumatune("<memory mode='strict$0'/>"), "value /numatune/memory mode 'strict'");
    assert.equal(inNumatune("<memory mode='strict' $0/>"), "tag /numatune/memory ''");
    assert.equal(inNumatune("<memory mode='strict'$0/>"), 'nothing');
    assert.equal(inNumatune("<memory mode='strict'/$0>"), 'nothing');
  });

  it('knows which of the four <memory> it is', () => {
    const known = (marked: string): string | undefined => {
      const { analysis, offset } = analysisAt(marked);
      return spotAt(analysis, offset)?.vocabulary?.definition.doc;
    };
    const docs = [
      known("<domain type='kvm'><mem$0ory>1</memory></domain>"),
      known("<domain type='kvm'><numatune><mem$0ory/></numatune></domain>"),
      known("<domain type='kvm'><devices><mem$0ory/></devices></domain>"),
    ];
    assert.equal(new Set(docs).size, 3);
    assert.ok(!docs.includes(undefined));
    assert.equal(known("<domain type='kvm'><os><mem$0ory/></os></domain>"), undefined);
    assert.equal(
      known("<domain type='kvm'><numatune xmlns='x'><mem$0ory/></numatune></domain>"),
      undefined,
    );
  });

  it('tells what stands between tags', () => {
    assert.equal(inNumatune('$0'), "content /numatune ''");
    assert.equal(inNumatune('mem$0'), "content /numatune 'mem'");
    assert.equal(inNumatune('<memory/>$0'), "content /numatune ''");
    assert.equal(inNumatune('$0<memory/>'), "content /numatune ''");
    assert.equal(inDomain("<memory unit='KiB'>$01024</memory>"), "text /memory '1024'");
    assert.equal(inDomain("<memory unit='KiB'> 1024$0\n</memory>"), "text /memory '1024'");
    assert.equal(inDomain("<memory unit='KiB'>$0</memory>"), "text /memory ''");
    assert.equal(inDomain('<numatune>\n</num$0atune>'), "element /numatune 'numatune'");
  });

  it('works while a tag is typed', () => {
    assert.equal(inNumatune('<$0'), "content /numatune ''");
    assert.equal(inNumatune('<mem$0'), "element /numatune/mem 'mem'");
    assert.equal(inNumatune('<memory $0'), "tag /numatune/memory ''");
    assert.equal(inNumatune('<memory mo$0'), "attribute /numatune/memory mo 'mo'");
    assert.equal(inNumatune('<memory mode=$0'), "value /numatune/memory mode ''");
    assert.equal(inNumatune('<memory mode= $0'), "value /numatune/memory mode ''");
    assert.equal(inNumatune("<memory mode='$0"), "value /numatune/memory mode ''");
    assert.equal(inNumatune("<memory mode='str$0"), "value /numatune/memory mode 'str'");
    assert.equal(inNumatune("<memory mode='$0' nodeset='0'/>"), "value /numatune/memory mode ''");
    assert.equal(inNumatune("<memory mode='$0 nodeset='0'/>"), "value /numatune/memory mode ''");
    assert.equal(
      inNumatune("<memory mode='strict' nodeset='0,$0"),
      "value /numatune/memory nodeset '0,'",
    );
    assert.equal(inNumatune("<memory mode='strict'\n            $0"), "tag /numatune/memory ''");
    assert.equal(inNumatune('</$0'), "close /numatune ''");
    assert.equal(inNumatune('</num$0'), "close /numatune 'num'");
  });

  it('works at the end of a text that stops there', () => {
    const start = "<domain type='kvm'>\n  <numatune>\n    ";
    assert.equal(spot(`${start}$0`), "content /numatune ''");
    assert.equal(spot(`${start}<memory $0`), "tag /numatune/memory ''");
    assert.equal(spot(`${start}<memory mode='s$0`), "value /numatune/memory mode 's'");
    assert.equal(spot(`${start}</$0`), "close /numatune ''");
    assert.equal(spot(`${start}<memory/></numatune>$0`), "content / ''");
  });

  it('finds nothing in comments, CDATA sections and instructions, or outside of the domain', () => {
    assert.equal(inNumatune('<!-- <memory mode="$0" -->'), 'nothing');
    assert.equal(inNumatune('<!-- <$0'), 'nothing');
    assert.equal(inNumatune('<!-$0'), 'nothing');
    assert.equal(inNumatune('<![CDATA[ <memory $0 ]]>'), 'nothing');
    assert.equal(inNumatune('<![CDATA[$0]]>'), 'nothing');
    assert.equal(inNumatune('<?pi $0?>'), 'nothing');
    assert.equal(inNumatune('<!-- a -->$0'), "content /numatune ''");
    assert.equal(spot("$0<domain type='kvm'></domain>"), 'nothing');
    assert.equal(spot("<domain type='kvm'></domain>$0"), 'nothing');
    assert.equal(spot("<!-- $0 --><domain type='kvm'></domain>"), 'nothing');
  });

  it('finds the domains inside of other documents', () => {
    const nested = (inner: string): string =>
      spot(`<domainsnapshot><name>s</name>${inner}</domainsnapshot>`);
    const domain = "<domain type='kvm'><vcpu>1$0</vcpu></domain>";
    assert.equal(nested(domain), "text /vcpu '1'");
    assert.equal(
      nested(
        `<domain type='kvm'/>${domain.replace('<domain', '<inactiveDomain').replace('</domain', '</inactiveDomain')}`,
      ),
      "text /vcpu '1'",
    );
    assert.equal(spot("<domainsnapshot>$0<domain type='kvm'/></domainsnapshot>"), 'nothing');
  });
});
