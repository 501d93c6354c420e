import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One document of libvirt's tests, and what libvirt made of it. */
export interface Trial {
  readonly name: string;
  readonly text: string;
  /** libvirt's messages; empty for an accepted document. */
  readonly refusals: readonly string[];
  /** Some QEMU or architecture takes it: what refuses it then is not the document. */
  readonly isAccepted: boolean;
}

/** The folders of a libvirt source tree's `tests` that hold domains with the outcome beside them: 9.4 and later, and earlier ones. */
const FOLDERS = [
  'qemuxmlconfdata',
  'qemuxml2argvdata',
  'qemuxml2xmloutdata',
  'genericxml2xmloutdata',
];

/**
 * Reads libvirt's own test documents. `NAME.xml` is an input; `NAME[.ARCH-VERSION].args` or `.xml` is what it became,
 * `NAME[.ARCH-VERSION].err` is the message that refused it, at define or, where an `.xml` stands beside it, at start. What
 * libvirt wrote is a document like any other.
 */
export function* readTrials(tests: string): Generator<Trial> {
  for (const folder of FOLDERS) {
    const path = join(tests, folder);
    if (!existsSync(path)) continue;
    const outcomes = new Map<string, string[]>();
    for (const file of readdirSync(path).sort()) {
      const stem = /^[^.]+/.exec(file)?.[0] ?? file;
      outcomes.set(stem, [...(outcomes.get(stem) ?? []), file]);
    }
    for (const files of outcomes.values()) yield* trialsOf(path, folder, files);
  }
}

function* trialsOf(path: string, folder: string, files: readonly string[]): Generator<Trial> {
  const read = (file: string) => readFileSync(join(path, file), 'utf8');
  const refusals = files.filter((file) => file.endsWith('.err')).map((file) => read(file).trim());
  const isStarted = files.some((file) => file.endsWith('.args'));
  const isAccepted = isStarted || refusals.length === 0;
  const isTried = files.length > 1 || folder.endsWith('outdata');
  for (const file of isTried ? files.filter((name) => name.endsWith('.xml')) : [])
    yield { name: `${folder}/${file}`, text: read(file), refusals, isAccepted };
}
