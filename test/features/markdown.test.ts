import assert from 'node:assert/strict';
import fc from 'fast-check';
import { codeSpan, escapeMarkdown, table } from '../../server/src/features/markdown.ts';

describe('escapeMarkdown', () => {
  it('leaves nothing that Markdown could take for more than text', () => {
    const hostile = [
      '[click](command:libvirtXml.explainRule)',
      '![x](https://evil.example/x.png)',
      '<img src=x onerror=alert(1)>',
      '<command:foo>',
      'https://evil.example and www.evil.example',
      'me@evil.example',
      '`code` ``more``',
      '| a | b |',
      '# heading',
      '1. list',
      '&lt;b&gt;',
      '[x]: https://evil.example',
      '*bold* _thin_ ~~gone~~',
      'back\\slash',
    ];
    for (const text of hostile) {
      const escaped = escapeMarkdown(text);
      assert.ok(!/[!-/:-@[-`{-~]/.test(escaped.replace(/\\[!-/:-@[-`{-~]/g, '')), escaped);
      assert.equal(escaped.replace(/\\([!-/:-@[-`{-~])/g, '$1'), text);
    }
  });

  it('makes one line of it', () => {
    assert.equal(escapeMarkdown('a\n\n# b\t c'), 'a \\# b c');
    assert.equal(escapeMarkdown('a\u2028b\u0085c'), 'a bc');
  });

  it('drops control and direction characters, and cuts what is long', () => {
    assert.equal(escapeMarkdown('a\u202Eb\u0000c\u2066d'), 'abcd');
    assert.equal(escapeMarkdown('x'.repeat(5000)), `${'x'.repeat(120)}…`);
  });

  it('escapes every punctuation mark of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const escaped = escapeMarkdown(text);
        assert.ok(!/[\r\n]/.test(escaped));
        assert.ok(!/[!-/:-@[-`{-~]/.test(escaped.replace(/\\[!-/:-@[-`{-~]/g, '')), escaped);
      }),
    );
  });
});

describe('codeSpan', () => {
  it('shows text as it is, whatever backticks are in it', () => {
    assert.equal(codeSpan("<memory mode='strict'/>"), "`<memory mode='strict'/>`");
    assert.equal(codeSpan('a`b'), '``a`b``');
    assert.equal(codeSpan('`'), '`` ` ``');
    assert.equal(codeSpan('a\n``\nb'), '```a `` b```');
    assert.equal(codeSpan(' \n'), '');
  });
});

describe('table', () => {
  it('leaves out columns without any content', () => {
    assert.equal(
      table(
        [{ title: 'node', align: 'right' }, { title: 'free' }, { title: 'CPUs' }],
        [
          ['0', '', '0-3'],
          ['1', '', ''],
        ],
      ),
      ['| node | CPUs |', '| --: | --- |', '| 0 | 0-3 |', '| 1 |  |'].join('\n'),
    );
  });
});
