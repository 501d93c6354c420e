import type { Analysis } from '../../analysis/analyze.ts';
import { versionsIn } from '../../analysis/world.ts';
import type { DomainModel, Memnode, NumatuneMemory } from '../../domain/model.ts';
import { bindingsOf, effectiveMode, memoryPlacement } from '../../domain/policy.ts';
import { sessionOf } from '../../domain/sessionSigns.ts';
import type { HostTopology, NodeId } from '../../host/topology.ts';
import { memoryMode, type MemoryMode } from '../../vocabulary/values/memoryMode.ts';
import { fitOf } from './fit.ts';
import { demandText } from './demandText.ts';
import { formatVersion, isStatedBefore, severalPreferred } from '../../domain/versions.ts';
import { modeTable } from './modeTable.ts';
import { nodeTable } from './nodeTable.ts';
import { storedForm } from './storedForm.ts';
import { capital, named, paragraphs, verb } from './words.ts';

type Read = NumatuneMemory | Memnode;

/** A mode, on its own value, its attribute, or the name of its element: the verdict, the figures, what the mode means, what is stored. */
export function modeHover(analysis: Analysis, domain: DomainModel, read: Read): string {
  const mode = effectiveMode(read);
  if (mode === undefined) return allModes();
  const runsQemu = mayBeQemu(domain);
  return paragraphs([
    verdict(analysis, domain, read, mode),
    figures(analysis.world.host, domain, read),
    runsQemu ? comparison(analysis.world.host, domain, read) : undefined,
    runsQemu ? memoryMode.words[mode] : memoryMode.doc,
    runsQemu ? versionNote(analysis, read, mode) : undefined,
    runsQemu ? demotionNote(analysis.world.host, mode) : undefined,
    storedForm(domain, read),
  ]);
}

/** The four modes and what they mean, where none of them is written. */
export function allModes(): string {
  return paragraphs([memoryMode.doc, ...Object.values(memoryMode.words)]);
}

/** Whether the nodes can give what is bound to them: the first line of the hover. */
export function verdict(
  { world: { host } }: Analysis,
  domain: DomainModel,
  read: Read,
  mode: MemoryMode,
): string | undefined {
  if (!mayBeQemu(domain)) return undefined;
  if (isAutomatic(domain, read)) return automatic(host);
  const nodeset = read.nodeset?.value;
  if (nodeset === undefined) return undefined;
  if (mode === 'restrictive' && sessionOf(domain) !== undefined)
    return '**This does nothing**: the guest is of `qemu:///session`, where there are no control groups.';
  const bindings = bindingsOf(domain).filter(({ from }) => from === read);
  if (bindings.length === 0) return unboundText(domain, read);
  if (host === undefined)
    return [
      demandText(domain, bindings),
      'No host file is in use, so whether that fits is not known.',
    ]
      .filter((sentence) => sentence !== '')
      .join(' ');
  const broken = brokenSet(host, nodeset.values, mode);
  if (broken !== undefined) return broken;
  const nodes = nodeset.values.filter((id) => host.nodes.get(id)?.total !== 0n);
  return fitOf({ domain, host, bindings, mode, nodes }).map(capital).join(' ');
}

/** The table of the nodes in the set; none where numad chooses them. */
export function figures(
  host: HostTopology | undefined,
  domain: DomainModel,
  read: Read,
): string | undefined {
  const nodes = read.nodeset?.value?.values;
  if (host === undefined || nodes === undefined || isAutomatic(domain, read)) return undefined;
  return nodeTable(host, nodes);
}

/** The written mode against the others; none where numad chooses the nodes. */
function comparison(
  host: HostTopology | undefined,
  domain: DomainModel,
  read: Read,
): string | undefined {
  return host === undefined || isAutomatic(domain, read)
    ? undefined
    : modeTable(host, domain, read);
}

/** Whether what QEMU's driver does may be said of the guest: other drivers have modes of the same names. */
function mayBeQemu({ isQemu, type }: DomainModel): boolean {
  return isQemu || type === undefined;
}

export function isAutomatic(domain: DomainModel, read: Read): boolean {
  return !('cellid' in read) && memoryPlacement(domain, read) === 'auto';
}

function automatic(host: HostTopology | undefined): string {
  const asked =
    'Automatic placement: when the guest starts, libvirt asks numad for the host nodes; a `nodeset` is ignored.';
  return host?.numad === false
    ? `**This host has no numad**, so the guest does not start. ${asked}`
    : asked;
}

function unboundText(domain: DomainModel, read: Read): string | undefined {
  if ('cellid' in read || domain.cells.length === 0) return undefined;
  return 'Each guest cell has a `<memnode>` of its own, and that decides where its memory comes from.';
}

/** A set that the host cannot serve at all, in any mode (libvirt src/util/virnuma.c virNumaNodesetIsAvailable; measured). */
function brokenSet(
  host: HostTopology,
  nodes: readonly NodeId[],
  mode: MemoryMode,
): string | undefined {
  const absent = nodes.filter((id) => !host.nodes.has(id));
  if (absent.length > 0)
    return `**${capital(named('node', absent))} ${verb(absent, 'does', 'do')} not exist** on this host, which has ${named('node', [...host.nodes.keys()])}: the guest does not start.`;
  if (nodes.some((id) => host.nodes.get(id)?.total !== 0n)) return undefined;
  const none = `**${capital(named('node', nodes))} ${verb(nodes, 'has', 'have')} no memory**`;
  return mode === 'restrictive'
    ? `${none}, so this has no effect: memory comes from anywhere.`
    : `${none}: the guest does not start.`;
}

/** What the host's stated releases make of the mode. Only `<memory>` becomes the policy of the process, which may be refused. */
function versionNote({ world }: Analysis, read: Read, mode: MemoryMode): string | undefined {
  const versions = versionsIn(world);
  const { libvirt, qemu } = versions;
  if (mode === 'restrictive' && libvirt !== undefined && isStatedBefore(libvirt, [7, 3]))
    return `**This host’s libvirt ${formatVersion(libvirt)} does not know restrictive.**`;
  const set = read.nodeset?.value;
  if (mode !== 'preferred' || set === undefined || set.size < 2) return undefined;
  const { refusedBy, lowestOnly } = severalPreferred(versions);
  if (!('cellid' in read) && refusedBy.length > 0)
    return `**This host’s ${refusedBy.join(' and ')} ${verb(refusedBy, 'refuses', 'refuse')} several preferred nodes** when the guest starts.`;
  return lowestOnly === true && qemu !== undefined
    ? `**This host’s QEMU ${formatVersion(qemu)} prefers ${named('node', set.values.slice(0, 1))} only.**`
    : undefined;
}

/** Measured on Linux 6.12 with demotion switched on, which it is not by default. */
function demotionNote(host: HostTopology | undefined, mode: MemoryMode): string | undefined {
  if (mode !== 'strict' || host === undefined) return undefined;
  const tiers = [...host.nodes.values()]
    .filter(({ cpus, total }) => cpus?.length === 0 && total !== 0n)
    .map(({ id }) => id);
  return tiers.length === 0
    ? undefined
    : `Where the kernel’s demotion is switched on, memory can still move to ${named('node', tiers)}, which ${verb(tiers, 'has', 'have')} no CPUs.`;
}
