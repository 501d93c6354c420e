import assert from 'node:assert/strict';
import {
  bindingsOf,
  hostNodeSetsOf,
  memoryPolicy,
  restrictiveMix,
} from '../../server/src/domain/policy.ts';
import { domainOf } from './domainOf.ts';

/** The policy in the words of the table that it implements. */
function policyOf(inner: string): string {
  const policy = memoryPolicy(domainOf(inner));
  switch (policy.kind) {
    case 'none':
    case 'unknown':
      return policy.kind;
    case 'auto':
      return `${policy.mode}, auto`;
    case 'static':
      return `${policy.mode}, static ${policy.nodeset.text}`;
  }
}

describe('what libvirt makes of the placements of <vcpu> and <memory>', () => {
  const STATIC = '<vcpu>4</vcpu>';
  const AUTO = `<vcpu placement='auto'>4</vcpu>`;
  const table: readonly (readonly [string, string, string])[] = [
    ['', '', 'none'],
    [STATIC, '', 'none'],
    [STATIC, '<numatune/>', 'none'],
    [STATIC, '<numatune><memory/></numatune>', 'none'],
    [STATIC, `<numatune><memory nodeset='0'/></numatune>`, 'strict, static 0'],
    [STATIC, `<numatune><memory mode='preferred'/></numatune>`, 'unknown'],
    [STATIC, `<numatune><memory placement='auto'/></numatune>`, 'strict, auto'],
    [STATIC, `<numatune><memory placement='auto' nodeset='0'/></numatune>`, 'strict, auto'],
    [STATIC, `<numatune><memory placement='static'/></numatune>`, 'unknown'],
    [STATIC, `<numatune><memory placement='default' nodeset='1'/></numatune>`, 'strict, static 1'],
    [STATIC, `<numatune><memory mode='Strict' nodeset='1'/></numatune>`, 'unknown'],
    [STATIC, `<numatune><memory nodeset='x'/></numatune>`, 'unknown'],
    [AUTO, '', 'strict, auto'],
    [AUTO, '<numatune/>', 'strict, auto'],
    [AUTO, '<numatune><memory/></numatune>', 'none'],
    [AUTO, `<numatune><memory mode='interleave'/></numatune>`, 'interleave, auto'],
    [AUTO, `<numatune><memory nodeset='0-1'/></numatune>`, 'strict, static 0-1'],
    [AUTO, `<numatune><memory placement='static'/></numatune>`, 'unknown'],
    [AUTO, `<numatune><memory placement='default' mode='strict'/></numatune>`, 'strict, auto'],
  ];
  for (const [vcpu, numatune, expected] of table)
    it(`is ${expected} for ${vcpu}${numatune}`, () => {
      assert.equal(policyOf(vcpu + numatune), expected);
    });
});

const CELLS = `<cpu><numa><cell memory='1024'/><cell memory='1024'/></numa></cpu>`;

function bindings(inner: string): string[] {
  return bindingsOf(domainOf(inner)).map(
    ({ cell, mode, nodeset }) => `${cell?.cellId ?? 'all'}: ${mode} ${nodeset.text}`,
  );
}

describe('the bindings of memory to host nodes', () => {
  it('are one without cells', () => {
    assert.deepEqual(bindings(`<numatune><memory mode='interleave' nodeset='0'/></numatune>`), [
      'all: interleave 0',
    ]);
  });

  it('are those of the memnodes, and of <memory> for the other cells', () => {
    const memnode = `<memnode cellid='1' nodeset='1'/>`;
    const memory = `<memory mode='preferred' nodeset='0'/>`;
    assert.deepEqual(bindings(`<numatune>${memory}${memnode}</numatune>${CELLS}`), [
      '0: preferred 0',
      '1: strict 1',
    ]);
    assert.deepEqual(bindings(`<numatune>${memnode}</numatune>${CELLS}`), ['1: strict 1']);
  });

  it('are the first of a cell, and none where a value is bad', () => {
    const inner = `<memnode cellid='0' nodeset='1'/><memnode cellid='0' nodeset='2'/><memnode cellid='1' nodeset='x'/>`;
    assert.deepEqual(bindings(`<numatune>${inner}</numatune>${CELLS}`), ['0: strict 1']);
  });
});

describe('the node sets that take effect', () => {
  it('are not those under automatic placement', () => {
    const memory = `<memory placement='auto' nodeset='0'/>`;
    const sets = hostNodeSetsOf(
      domainOf(`<numatune>${memory}<memnode cellid='0' nodeset='1'/></numatune>`),
    );
    assert.deepEqual(
      sets.map(({ nodeset }) => nodeset.text),
      ['1'],
    );
  });
});

describe('a mixture with restrictive', () => {
  const mixOf = (inner: string) => {
    const mix = restrictiveMix(domainOf(`<numatune>${inner}</numatune>${CELLS}`));
    return mix && [mix.memoryIsRestrictive, mix.memnodes.map(({ cellid }) => cellid?.value)];
  };
  const restrictive = `<memory mode='restrictive' nodeset='0'/>`;
  const strict = `<memory mode='strict' nodeset='0'/>`;
  const own = (cell: number, mode: string) => `<memnode cellid='${cell}' ${mode} nodeset='0'/>`;

  it('is told at the memnodes that differ from <memory>', () => {
    const some = own(0, `mode='restrictive'`) + own(1, '');
    assert.deepEqual(mixOf(restrictive + some), [true, [1]]);
    assert.deepEqual(mixOf(strict + some), [false, [0]]);
    assert.deepEqual(mixOf(some), [false, [0]]);
  });

  it('is none where all are alike, and where libvirt refuses something else first', () => {
    assert.equal(mixOf(restrictive + own(0, `mode='restrictive'`)), undefined);
    assert.equal(mixOf(strict + own(0, `mode='preferred'`)), undefined);
    const auto = `<memory mode='strict' placement='auto'/>`;
    assert.equal(mixOf(auto + own(0, `mode='restrictive'`)), undefined);
    const withoutCells = domainOf(`<numatune>${strict}${own(0, `mode='restrictive'`)}</numatune>`);
    assert.equal(restrictiveMix(withoutCells), undefined);
  });
});
