import { analyze, type Analysis } from '../analysis/analyze.ts';
import type { Pauses } from './pauses.ts';

/** Behind so many analyses V8 has compiled most of what they call. */
const TIMES = 30;
/** In UTF-16 units: longer documents would hold up the keyboard. */
const LONGEST = 64 * 1024;

/**
 * Analyses a document some times over while nobody types, so that V8 compiles what each keystroke calls: the first twenty changes of a
 * process would take three times as long as the others.
 * @param latest what is known of the document; undefined: it is closed
 */
export async function rehearse(latest: () => Analysis | undefined, pauses: Pauses): Promise<void> {
  for (let i = 0; i < TIMES; i++) {
    await pauses.turn();
    const analysis = latest();
    if (analysis === undefined || analysis.text.length > LONGEST) return;
    analyze(analysis.text, analysis.world);
  }
}
