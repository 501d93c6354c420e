import { parseXml } from '../xml/parseXml.ts';
import type { CheckedFile } from './checkFile.ts';

/** What was found of files, each alone, until it is known what others have against them. */
export interface KeptChecks {
  readonly keep: (path: string, checked: CheckedFile) => void;
  /** Gives what was kept, once. */
  readonly take: (path: string) => CheckedFile | undefined;
}

/** In UTF-16 units: texts beyond that are not kept, and their files checked again. */
const TEXTS_LIMIT = 32 * 1024 * 1024;

/** Keeps no tree, and no text of which nothing is to be shown. */
export function keepChecks(): KeptChecks {
  const kept = new Map<string, CheckedFile>();
  let room = TEXTS_LIMIT;
  let last: CheckedFile['resting'] = [];
  return {
    keep: (path, checked) => {
      const { report, resting } = checked;
      const isClean = report.findings.length === 0 && (report.suppressed ?? []).length === 0;
      const { text } = report;
      if (!isClean && text.length > room) return;
      if (!isClean) room -= text.length;
      // Thousands of files rest on the same host.
      if (!isSame(resting, last)) last = resting;
      const shown = isClean ? '' : text;
      const lean =
        report.document === undefined
          ? { ...report, text: shown }
          : { ...report, text: shown, document: once(() => parseXml(shown).document) };
      kept.set(path, { ...checked, report: lean, resting: last });
    },
    take: (path) => {
      const checked = kept.get(path);
      kept.delete(path);
      return checked;
    },
  };
}

function isSame(some: CheckedFile['resting'], others: CheckedFile['resting']): boolean {
  return (
    some.length === others.length &&
    some.every(({ rule, lacks }, i) => rule === others[i]?.rule && lacks === others[i].lacks)
  );
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
