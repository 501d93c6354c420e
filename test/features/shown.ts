import assert from 'node:assert/strict';
import { hoverAt } from '../../server/src/features/hover.ts';
import { analysisAt, domainWith } from './at.ts';

export interface Shown {
  /** Without the links at the end. */
  readonly text: string;
  readonly links: string;
  /** What is written at the hover's range. */
  readonly of: string;
}

export function shown(marked: string, host?: string): Shown {
  const { analysis, offset, text } = analysisAt(marked, host);
  const found = hoverAt(analysis, offset, 'rules:{rule}');
  assert.ok(found, `nothing is shown in: ${marked}`);
  const parts = found.markdown.split('\n\n');
  return {
    links: parts.pop() ?? '',
    text: parts.join('\n\n'),
    of: text.slice(found.range.start, found.range.end),
  };
}

export const verdict = (marked: string, host?: string): string =>
  shown(marked, host).text.split('\n\n')[0] ?? '';

export function nothing(marked: string): void {
  const { analysis, offset } = analysisAt(marked, 'article');
  assert.equal(hoverAt(analysis, offset), undefined, marked);
}

export const guest = (memory: string, size = "unit='GiB'>35"): string =>
  domainWith(
    `<memory ${size}</memory>\n  <vcpu cpuset='0-9'>4</vcpu>\n  <numatune>\n    ${memory}\n  </numatune>`,
  );
export const cells = (tune: string, more = ''): string =>
  domainWith(`<vcpu>8</vcpu>${more}
  <cpu><numa>
    <cell id='0' cpus='0-3' memory='8' unit='GiB'/>
    <cell id='1' cpus='4-7' memory='8' unit='GiB'/>
  </numa></cpu>
  <numatune>${tune}</numatune>`);
