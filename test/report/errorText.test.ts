import assert from 'node:assert/strict';
import { rulesForError } from '../../server/src/report/errorText.ts';
import { MESSAGES } from '../../server/src/rules/messages.ts';

const KNOWN: typeof MESSAGES = [
  ['NUMA node 7 is unavailable', ['numatune/unknown-host-node']],
  ["'restrictive' mode is required in memnode element when mode is 'restrictive'", ['a/b']],
  ['is unavailable', ['a/c']],
];

describe('an error text that somebody pasted', () => {
  it('leads to the rules, whatever stands around it and whatever its numbers are', () => {
    const pasted = `error: Failed to start domain 'vm1'\nerror: unsupported configuration: NUMA  node 12\nis unavailable\n`;
    assert.deepEqual(rulesForError(pasted, KNOWN), ['numatune/unknown-host-node']);
  });

  it('is not mistaken for another of the same words', () => {
    assert.deepEqual(rulesForError('the node is there and NUMA is on', KNOWN), []);
    assert.deepEqual(rulesForError('', KNOWN), []);
  });

  it('is found for what a schema refuses, whatever libxml2 says of it', () => {
    const pasted =
      'error: XML document failed to validate against schema: Unable to validate doc against /usr/share/libvirt/schemas/domain.rng\nExtra element cpu in interleave\nElement domain failed to validate content\n';
    assert.ok(rulesForError(pasted).includes('schema/unknown-element'));
    assert.ok(rulesForError(pasted).includes('xml/unknown-name'));
  });

  it('is found for every message that the pages quote', () => {
    for (const [message, rules] of MESSAGES) {
      const found = rulesForError(`error: ${message}`);
      assert.ok(
        rules.some((rule) => found.includes(rule)),
        `${message} leads to ${found.join(', ')}`,
      );
    }
  });
});
