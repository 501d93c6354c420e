// Time is linear in the text: counted in steps, not by a clock.
import assert from 'node:assert/strict';
import { XML_LIMITS } from '../../server/src/xml/limits.ts';
import { startReading } from '../../server/src/xml/reading.ts';
import { readTree } from '../../server/src/xml/tree.ts';
import { PATTERNS } from './patterns.ts';

/** A text of one pattern, repeated. */
function repeated(pattern: string, length: number): string {
  return '<r>' + pattern.repeat(Math.floor(length / pattern.length));
}

describe('the steps of the parser', () => {
  it('grow with the text, whatever is repeated in it', () => {
    for (const pattern of PATTERNS) checkGrowth(pattern, 2_000);
  });

  it('grow with the text, whichever two things are repeated in turn', () => {
    for (const one of PATTERNS) for (const other of PATTERNS) checkGrowth(one + other, 150);
  });

  it('grow with the text when something stays open and anything follows', () => {
    for (const beginning of OPENED)
      for (const pattern of PATTERNS) checkGrowth(pattern, 300, beginning);
  });
});

const OPENED = ['<a', "<a b='", '<a b="', '</a', '<!--', '<![CDATA[', '<?a', '<!DOCTYPE a [', '&'];

function checkGrowth(pattern: string, length: number, beginning = ''): void {
  const short = stepsOf(beginning + repeated(pattern, length));
  const long = stepsOf(beginning + repeated(pattern, 4 * length));
  const told = JSON.stringify([beginning, pattern]);
  assert.ok(long <= 5 * short + 100, `${told}: ${short} steps, then ${long}`);
}

/** The scanner's part of `parseXml`. */
function stepsOf(text: string): number {
  const reading = startReading(text, XML_LIMITS);
  readTree(reading);
  return reading.scan.steps;
}
