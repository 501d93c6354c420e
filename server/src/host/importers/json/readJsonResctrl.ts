import type { Node } from 'jsonc-parser';
import type { AllocationSteps, Bytes, CacheBank, HostResctrl } from '../../topology.ts';
import { readElements, readMembers, refuse } from './jsonObject.ts';
import type { JsonReading } from './jsonObject.ts';
import { readSize, readWhole } from './jsonValues.ts';
import { BANDWIDTH_KEYS, CACHE_KEYS } from './keys.ts';

type Kind = 'both' | 'code' | 'data';
type Bank = CacheBank & { readonly controls: Map<Kind, AllocationSteps<Bytes>> };

/**
 * Reads `caches` and `bandwidth`: what the kernel's resctrl can divide. Undefined when an entry is bad: what was read of the others would
 * pass for all.
 */
export function readResctrl(
  reading: JsonReading,
  caches: Node | undefined,
  bandwidth: Node | undefined,
): HostResctrl | undefined {
  const banks = new Map<string, Bank>();
  const example =
    'a list such as [{"level": 3, "id": 0, "size": "15 MiB", "type": "both", "granularity": "768 KiB"}]';
  for (const entry of caches === undefined ? [] : (readElements(reading, caches, example) ?? []))
    if (!readCache(reading, entry, banks)) return undefined;
  if (banks.size === 0) return undefined;
  const controllers = new Map<number, AllocationSteps<number>>();
  const shares = 'a list such as [{"id": 0, "granularity": 10, "least": 10}]';
  for (const entry of bandwidth === undefined
    ? []
    : (readElements(reading, bandwidth, shares) ?? []))
    if (!readController(reading, entry, controllers)) return undefined;
  return { caches: [...banks.values()], bandwidth: controllers };
}

function readCache(reading: JsonReading, entry: Node, banks: Map<string, Bank>): boolean {
  const members = readMembers(reading, entry, CACHE_KEYS, 'a cache');
  const level = numberOf(reading, members, 'level', entry);
  const id = numberOf(reading, members, 'id', entry);
  const size = sizeOf(reading, members, 'size');
  if (level === undefined || id === undefined || size === undefined) return false;
  const key = `${String(level)} ${String(id)}`;
  const bank = banks.get(key) ?? { level, id, size, controls: new Map() };
  banks.set(key, bank);
  const written = members?.get('type');
  if (written === undefined) return true;
  const type = KINDS.find((kind) => kind === written.value);
  if (type === undefined) refuse(reading, written, 'is not "both", "code" or "data"');
  const granularity = sizeOf(reading, members, 'granularity');
  if (type === undefined || granularity === undefined || granularity === 0n) return false;
  const least = sizeOf(reading, members, 'least') ?? granularity;
  bank.controls.set(type, { granularity, least });
  return true;
}

const KINDS: readonly Kind[] = ['both', 'code', 'data'];

function readController(
  reading: JsonReading,
  entry: Node,
  controllers: Map<number, AllocationSteps<number>>,
): boolean {
  const members = readMembers(reading, entry, BANDWIDTH_KEYS, 'a bandwidth controller');
  const id = numberOf(reading, members, 'id', entry);
  const granularity = numberOf(reading, members, 'granularity', entry);
  if (id === undefined || granularity === undefined) return false;
  const least = members?.get('least');
  const steps = { granularity, least: granularity };
  const value = least && readWhole(reading, least, 'a share', [0, GREATEST]);
  controllers.set(id, value === undefined ? steps : { granularity, least: value });
  return true;
}

const GREATEST = 999_999_999;

function numberOf(
  reading: JsonReading,
  members: ReadonlyMap<string, Node> | undefined,
  key: string,
  entry: Node,
): number | undefined {
  const node = members?.get(key);
  if (node !== undefined) return readWhole(reading, node, 'a number', [0, GREATEST]);
  if (members !== undefined) refuse(reading, entry, `lacks '${key}', a whole number`);
  return undefined;
}

function sizeOf(
  reading: JsonReading,
  members: ReadonlyMap<string, Node> | undefined,
  key: string,
): Bytes | undefined {
  const node = members?.get(key);
  return node === undefined ? undefined : readSize(reading, node);
}
