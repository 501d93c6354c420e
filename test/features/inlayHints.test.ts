import assert from 'node:assert/strict';
import { inlayHintsIn } from '../../server/src/features/inlayHints.ts';
import { range } from '../../server/src/text/range.ts';
import { analysisAt, domainWith } from './at.ts';

/** The text with the hints in it as «…», of the lines between the marks $0 and $1, or of all. */
function hinted(marked: string, host?: string): string {
  const { analysis, text, offsets } = analysisAt(
    `$0${marked}`.replace(/^\$0(?=[^]*\$0)/, ''),
    host,
  );
  const within = range(
    offsets.get(1) === undefined ? 0 : (offsets.get(0) ?? 0),
    offsets.get(1) ?? text.length,
  );
  let shown = text;
  for (const { offset, label } of [...inlayHintsIn(analysis, within)].reverse())
    shown = `${shown.slice(0, offset)}«${label}»${shown.slice(offset)}`;
  return shown.slice("<domain type='kvm'>\n  ".length, -'\n</domain>\n'.length);
}

const at = (inner: string, host?: string): string => hinted(domainWith(inner), host);

describe('inlayHintsIn', () => {
  it('says what sizes in KiB, in bytes and without a unit are, behind their unit', () => {
    assert.equal(at('<memory>36700160</memory>'), '<memory>36700160«= 35 GiB»</memory>');
    assert.equal(
      at("<memory unit='KiB'> 36700160</memory>"),
      "<memory unit='KiB'> 36700160«= 35 GiB»</memory>",
    );
    assert.equal(
      at("<memory unit='bytes'>37580963840</memory>"),
      "<memory unit='bytes'>37580963840«= 35 GiB»</memory>",
    );
    assert.equal(
      at(
        "<cpu><numa><cell memory='8388608' unit='KiB' cpus='0'/><cell memory='8388608'/></numa></cpu>",
      ),
      "<cpu><numa><cell memory='8388608' unit='KiB'«= 8 GiB» cpus='0'/><cell memory='8388608'«= 8 GiB»/></numa></cpu>",
    );
  });

  it('leaves evident, small and bad sizes alone', () => {
    for (const memory of [
      "<memory unit='GiB'>35</memory>",
      "<memory unit='MiB'>35000</memory>",
      '<memory>512</memory>',
      '<memory>much</memory>',
      "<memory unit='parsec'>36700160</memory>",
    ])
      assert.equal(at(memory, 'article'), memory);
  });

  it('names the nodes of CPUs, and the memory of nodes', () => {
    const inner = (a = '', b = '', c = '', d = '', e = '') =>
      `<vcpu cpuset='0-9'${a}>2</vcpu><cputune><vcpupin vcpu='1' cpuset='9,20,99'${b}/><emulatorpin cpuset='99'/></cputune>
  <numatune><memory mode='strict' nodeset='0-1'${c}/><memnode cellid='0' mode='strict' nodeset='2'${d}/></numatune>
  <devices><memory model='dimm'><source><nodemask>1,7${e}</nodemask></source></memory></devices>`;
    assert.equal(
      at(inner(), 'article'),
      inner('«→ node 0»', '«→ nodes 0,2»', '«→ 31 GiB»', '«→ 16 GiB»', '«→ 16 GiB»'),
    );
    assert.equal(at(inner()), inner());
    const bare = "<numatune><memory mode='strict' nodeset='3'/></numatune>";
    assert.equal(at(bare, 'memoryless'), bare.replace("'3'", "'3'«→ no memory»"));
    const ignored = "<vcpu placement='auto' cpuset='0-9'>2</vcpu>";
    assert.equal(at(ignored, 'article'), ignored);
  });

  it('says nothing outside of what is shown', () => {
    assert.equal(
      hinted(
        domainWith(
          '<memory>36700160</memory>\n$0<currentMemory>36700160</currentMemory>$1\n<maxMemory>36700160</maxMemory>',
        ),
      ),
      '<memory>36700160</memory>\n<currentMemory>36700160«= 35 GiB»</currentMemory>\n<maxMemory>36700160</maxMemory>',
    );
  });
});
