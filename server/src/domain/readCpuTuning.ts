import type { Element } from '@xmldom/xmldom';
import type { Problem } from '../text/finding.ts';
import { cpuTimes, shares } from '../vocabulary/cpuTime.ts';
import * as pinning from '../vocabulary/pinning.ts';
import * as scheduling from '../vocabulary/scheduling.ts';
import { childrenNamed, firstChildNamed } from '../xml/walk.ts';
import type { DomainModel } from './model.ts';
import { vcpuCountOf } from './pins.ts';
import { readElement } from './read.ts';
import { plain, read } from './readParts.ts';
import { readCachetunes, readMemorytunes } from './readResctrl.ts';

type CpuTuning = Pick<
  DomainModel,
  | ('vcpu' | 'vcpuStates' | 'iothreads' | 'iothreadIds' | 'defaultIothread' | 'cputune')
  | ('vcpupins' | 'emulatorpins' | 'iothreadpins' | 'vcpuscheds' | 'iothreadscheds')
  | ('emulatorscheds' | 'shares' | 'cpuTimes' | 'cachetunes' | 'memorytunes')
>;

/** vCPUs and I/O threads of a `<domain>`, where they run, and for how long. */
export function readCpuTuning(domain: Element, problems: Problem[]): CpuTuning {
  const child = (name: string) => firstChildNamed(domain, name);
  const grandchildren = (parent: string, name: string) =>
    childrenNamed(domain, parent).flatMap((element) => childrenNamed(element, name));
  const cputune = child('cputune');
  const tuned = (name: string) => (cputune === undefined ? [] : childrenNamed(cputune, name));
  const timed = (name: string) => cputune && firstChildNamed(cputune, name);
  const vcpu = readVcpu(child('vcpu'), problems);
  const count = vcpuCountOf({ vcpu });
  return {
    vcpu,
    vcpuStates: grandchildren('vcpus', 'vcpu').map((state) =>
      readElement(scheduling.vcpuState, state, problems),
    ),
    iothreads: read(pinning.iothreads, child('iothreads'), problems),
    iothreadIds: grandchildren('iothreadids', 'iothread').map((thread) => {
      read(scheduling.poll, firstChildNamed(thread, 'poll'), problems);
      return readElement(scheduling.iothread, thread, problems);
    }),
    defaultIothread: read(scheduling.defaultiothread, child('defaultiothread'), problems),
    cputune: plain(cputune),
    vcpupins: tuned('vcpupin').map((pin) => readVcpupin(pin, count, problems)),
    emulatorpins: tuned('emulatorpin').map((pin) =>
      readElement(pinning.emulatorpin, pin, problems),
    ),
    iothreadpins: tuned('iothreadpin').map((pin) =>
      readElement(pinning.iothreadpin, pin, problems),
    ),
    vcpuscheds: tuned('vcpusched').map((sched) =>
      readScheduler(sched, problems, (own) => readElement(scheduling.vcpusched, sched, own)),
    ),
    iothreadscheds: tuned('iothreadsched').map((sched) =>
      readScheduler(sched, problems, (own) => readElement(scheduling.iothreadsched, sched, own)),
    ),
    emulatorscheds: tuned('emulatorsched').map((sched) =>
      readScheduler(sched, problems, (own) => readElement(scheduling.emulatorsched, sched, own)),
    ),
    shares: read(shares, timed('shares'), problems),
    cpuTimes: cpuTimes.flatMap((time) => read(time, timed(time.name), problems) ?? []),
    cachetunes: cputune === undefined ? [] : readCachetunes(cputune, count, problems),
    memorytunes: cputune === undefined ? [] : readMemorytunes(cputune, count, problems),
  };
}

/** With automatic placement libvirt does not read `cpuset`, so that nothing in it is bad (virDomainVcpuParse). */
function readVcpu(element: Element | undefined, problems: Problem[]): DomainModel['vcpu'] {
  const own: Problem[] = [];
  const vcpu = read(pinning.vcpu, element, own);
  const { cpuset } = pinning.vcpu.attributes;
  const isRead = vcpu?.placement?.value !== 'auto';
  problems.push(...own.filter(({ rule }) => isRead || rule !== cpuset.bad));
  return vcpu;
}

/** The pin of a vCPU that the guest does not have is dropped before more of it is read (virDomainVcpuPinDefParseXML). */
function readVcpupin(
  element: Element,
  count: number | undefined,
  problems: Problem[],
): DomainModel['vcpupins'][number] {
  const own: Problem[] = [];
  const pin = readElement(pinning.vcpupin, element, own);
  if ((pin.vcpu?.value ?? 0) < (count ?? Infinity)) problems.push(...own);
  return pin;
}

/** The priority is read for the real-time schedulers only (virDomainSchedulerParseCommonAttrs). */
function readScheduler<S extends { readonly scheduler: unknown }>(
  element: Element,
  problems: Problem[],
  readBy: (own: Problem[]) => S,
): S {
  const own: Problem[] = [];
  const sched = readBy(own);
  const isRead = !/^(?:batch|idle)$/.test(element.getAttribute('scheduler') ?? '');
  const { bad } = scheduling.emulatorsched.attributes.priority;
  problems.push(...own.filter(({ rule }) => isRead || rule !== bad));
  return sched;
}
