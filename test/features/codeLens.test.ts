import assert from 'node:assert/strict';
import { codeLensesOf } from '../../server/src/features/codeLens.ts';
import { hoverAt } from '../../server/src/features/hover.ts';
import { analysisAt, domainWith } from './at.ts';

function titles(text: string, host?: string): string[] {
  const { analysis } = analysisAt(`$0${text}`, host);
  return codeLensesOf(analysis).map(({ title }) => title);
}

const guest = (size: string, memory: string): string =>
  domainWith(
    `<memory unit='MiB'>${size}</memory><vcpu cpuset='0-9'>4</vcpu><numatune>${memory}</numatune>`,
  );

describe('codeLensesOf', () => {
  it('says above a domain how it lands on the host', () => {
    const at = (size: string, memory: string, host = 'article') =>
      titles(guest(size, memory), host);
    assert.deepEqual(at('12288', "<memory mode='strict' nodeset='0'/>"), [
      'host article: fits node 0, 12 of 13 GiB (by free memory, a snapshot)',
    ]);
    assert.deepEqual(at('512', "<memory mode='strict' nodeset='0'/>"), [
      'host article: fits node 0, 512 MiB of 13 GiB (by free memory, a snapshot)',
    ]);
    assert.deepEqual(at('19456', "<memory mode='preferred' nodeset='0'/>"), [
      'host article: spills 6 GiB to node 1 (by free memory, a snapshot)',
    ]);
    assert.deepEqual(at('36864', "<memory mode='strict' nodeset='0-1'/>"), [
      'host article: does not fit nodes 0-1: 8 GiB too much, which are swapped out, or a process is killed (by free memory, a snapshot)',
    ]);
    assert.deepEqual(at('12288', "<memory mode='interleave' nodeset='9'/>"), [
      'host article: does not start: node 9 does not exist',
    ]);
  });

  it('has the figures of the hover’s table, and says as it does that they are a snapshot', () => {
    const written = guest('19456', "<memory mode='$0preferred' nodeset='0'/>");
    for (const [host, isSnapshot] of [
      ['article', true],
      ['ring', false],
    ] as const) {
      const { analysis, offset } = analysisAt(written, host);
      const hover = hoverAt(analysis, offset)?.markdown ?? '';
      const title = codeLensesOf(analysis)[0]?.title ?? '';
      const outcome = /: (.*?)(, \d.*)?( \(.*)?$/.exec(title)?.[1] ?? 'none';
      assert.ok(hover.includes(`| ${outcome}`), `${title}\n${hover}`);
      assert.equal(title.endsWith('(by free memory, a snapshot)'), isSnapshot);
      assert.equal(hover.includes('from what was free (a snapshot):'), isSnapshot);
    }
  });

  it('stands at the name of its domain', () => {
    const { analysis, text } = analysisAt(
      '$0' + guest('1', "<memory mode='strict' nodeset='0'/>"),
      'article',
    );
    const [lens] = codeLensesOf(analysis);
    assert.equal(lens && text.slice(lens.range.start, lens.range.end), 'domain');
  });

  it('is silent where nothing can be said', () => {
    const plain = guest('1024', "<memory mode='strict' nodeset='0'/>");
    assert.deepEqual(titles(plain), []);
    assert.deepEqual(titles(plain.replace("'kvm'", "'lxc'"), 'article'), []);
    assert.deepEqual(titles(plain.replace('1024', 'much'), 'article'), []);
    assert.deepEqual(titles(plain.replace('</numatune>', ''), 'article'), []);
  });
});
