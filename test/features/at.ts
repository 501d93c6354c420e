import { analyze, type Analysis } from '../../server/src/analysis/analyze.ts';
import { withCursor, type CursorText } from '../harness/cursor.ts';
import { worldOf } from '../harness/world.ts';

/** The analysis of a text with a cursor, on a host of `test/hosts`. @throws when the text is no domain */
export function analysisAt(
  marked: string,
  host?: string,
): CursorText & { readonly analysis: Analysis } {
  const cursor = withCursor(marked);
  const { text, offset, offsets } = cursor;
  const analysis = analyze(text, worldOf(host));
  if (analysis === undefined) throw new Error(`no domain: ${text}`);
  return { text, offset, offsets, analysis };
}

/** A KVM guest with these lines in it. */
export function domainWith(inner: string): string {
  return `<domain type='kvm'>\n  ${inner.trim()}\n</domain>\n`;
}
