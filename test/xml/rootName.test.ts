import assert from 'node:assert/strict';
import { ROOT_LOOK, rootName } from '../../server/src/xml/rootName.ts';

describe('the name of the root', () => {
  const NAMES: readonly (readonly [string, string | undefined])[] = [
    ['<domain/>', 'domain'],
    ['<domain', 'domain'],
    ['\ufeff<?xml version="1.0"?>\r\n<!-- <a> -->\n<domain type="kvm">', 'domain'],
    ['<!DOCTYPE a [<!ENTITY b "<c>">]><domain>', 'domain'],
    ['<d:domain xmlns:d="urn:d">', 'domain'],
    ['$ virsh dumpxml vm1\n<domain>', 'domain'],
    ['<!-- never closed\n<domain>', 'domain'],
    ['</a> < 5 <domain>', 'domain'],
    ['', undefined],
    ['text & more', undefined],
    ['<!-- <domain> -->', undefined],
  ];
  for (const [text, name] of NAMES)
    it(`is ${name ?? 'unknown'} in ${JSON.stringify(text)}`, () => {
      assert.equal(rootName(text), name);
    });

  it('is looked for at the beginning only', () => {
    const blank = ' '.repeat(ROOT_LOOK);
    assert.equal(rootName(`${blank}<domain/>`), undefined);
    assert.equal(rootName(`${blank.slice(10)}<domain/>${blank}`), 'domain');
    assert.equal(rootName(`<!-- ${blank} --><domain/>`), undefined);
  });
});
