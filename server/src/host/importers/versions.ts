import type { Draft } from '../buildTopology.ts';
import type { HostBlock } from '../hostBlock.ts';
import { parseVersion } from '../parseVersion.ts';
import type { Versions } from '../topology.ts';
import { createDraft, finishDraft, lineRange } from './hostDraft.ts';
import type { HostDraft } from './hostDraft.ts';
import { linesOf } from './lines.ts';

/**
 * Reads releases as `virsh version`, `qemu-system-… --version`, `libvirtd --version` and `uname` print them, all of a text
 * as one description. The daemon's release goes before that of the client's library. A bare release is the kernel's
 * where the line before ends in `uname -r`, or where it names a kernel's flavour.
 */
export function readVersions(text: string, name: string): readonly HostBlock[] {
  const versions: Draft<Versions> = {};
  let open: HostDraft | undefined;
  let before = '';
  let ofDaemon = false;
  for (const line of linesOf(text)) {
    const sign = SIGNS.find(({ pattern }) => pattern.test(line.text));
    const bare = BARE.test(line.text) && (/\buname -r\s*$/.test(before) || FLAVOUR.test(line.text));
    before = line.text;
    const written = sign?.pattern.exec(line.text)?.[1] ?? (bare ? line.text.trim() : undefined);
    const version = written === undefined ? undefined : parseVersion(written);
    if (version === undefined) continue;
    open ??= createDraft(lineRange(line));
    const of = sign?.of ?? 'kernel';
    if (of === 'daemon') {
      if (!ofDaemon) versions.libvirt = version;
      ofDaemon = true;
    } else versions[of] ??= version;
  }
  return open === undefined ? [] : [finishDraft(open, 'versions', name, undefined, { versions })];
}

const SIGNS: readonly {
  readonly of: 'libvirt' | 'daemon' | 'qemu' | 'kernel';
  readonly pattern: RegExp;
}[] = [
  { of: 'daemon', pattern: /^\s{0,9}Running against daemon: (\d[\w.+~:-]{0,60})\s*$/ },
  { of: 'libvirt', pattern: /^\s{0,9}Using library: libvirt (\d[\w.+~:-]{0,60})\s*$/ },
  {
    of: 'daemon',
    pattern: /^\s{0,9}\S{0,80}(?:libvirtd|virtqemud) \(libvirt\) (\d[\w.+~:-]{0,60})\s*$/,
  },
  { of: 'qemu', pattern: /^\s{0,9}Running hypervisor: QEMU (\d[\w.+~:-]{0,60})\s*$/ },
  { of: 'qemu', pattern: /^\s{0,9}QEMU emulator version (\d[\w.+~:-]{0,60})/ },
  { of: 'kernel', pattern: /^\s{0,9}Linux (?:\S{1,64} )?(\d{1,3}\.\d[\w.+~-]{0,60})(?:\s|$)/ },
];
const BARE = /^\s{0,9}\d{1,3}\.\d{1,4}(?:\.\d{1,4})?[\w.+~-]{0,60}\s*$/;
const FLAVOUR = /(?:x86_64|amd64|aarch64|arm64|ppc64le|s390x|generic)\s*$/;
