import assert from 'node:assert/strict';
import { rulesForError } from '../../server/src/report/errorText.ts';
import { messagesIn } from '../../server/src/report/toolMessages.ts';
import { pagesIn } from '../harness/pages.ts';

const KNOWN = [
  { message: 'NUMA node 7 is unavailable', rules: ['numatune/unknown-host-node'] },
  {
    message: "'restrictive' mode is required in memnode element when mode is 'restrictive'",
    rules: ['a/b'],
  },
  { message: 'is unavailable', rules: ['a/c'] },
];
const QUOTED = messagesIn(pagesIn('docs/rules').map(({ rule, text }) => [rule, text]));

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
    assert.ok(rulesForError(pasted, QUOTED).includes('schema/unknown-element'));
    assert.ok(rulesForError(pasted, QUOTED).includes('xml/unknown-name'));
  });

  it('is that of the cause, where another stands before it', () => {
    const wrapped = (cause: string) =>
      rulesForError(
        `error: Failed to start domain 'vm1'\nerror: internal error: process exited while connecting to monitor: 2026-11-30T10:00:00Z qemu-system-x86_64: ${cause}`,
        QUOTED,
      );
    assert.ok(
      wrapped('cannot bind memory to host NUMA nodes: Invalid argument').includes(
        'numatune/node-without-memory',
      ),
    );
    assert.ok(
      wrapped('preallocating memory failed: Bad address').includes('hugepages/pool-too-small'),
    );
    assert.deepEqual(wrapped(''), ['numatune/node-too-small']);
  });

  it('is found for every message that the pages quote', () => {
    assert.ok(QUOTED.length > 100);
    for (const { message, rules } of QUOTED) {
      const found = rulesForError(`error: ${message}`, QUOTED);
      assert.ok(
        rules.some((rule) => found.includes(rule)),
        `${message} leads to ${found.join(', ')}`,
      );
    }
  });
});
