import type { Element } from '@xmldom/xmldom';
import type { Version } from '../host/topology.ts';
import { remembered } from '../text/remembered.ts';
import type { SourceRange } from '../text/range.ts';
import { sourceOf, type AttributeSource } from '../xml/source.ts';
import { childrenNamed, firstChildNamed, isUnevaluated } from '../xml/walk.ts';
import { devicesOf } from './guestDevices.ts';
import type { DomainModel } from './model.ts';
import type { ReadElement } from './read.ts';
import { isStatedBefore } from './versions.ts';

/** A disk or controller whose requests an I/O thread is to serve. */
export interface IothreadUser {
  readonly device: Element;
  /** `disk vda`, `controller 0`. */
  readonly name: string;
  /** Of its `<driver>`; undefined without it, or where a template writes it. */
  readonly attribute: NamedIothread | undefined;
  /** `<iothreads>` in the driver, by which the device's queues are shared out; with what it lists. */
  readonly mapping:
    { readonly range: SourceRange; readonly named: readonly NamedIothread[] } | undefined;
}

/** An I/O thread as a device names it. */
export interface NamedIothread extends ReadElement {
  /** undefined: no number of an I/O thread. */
  readonly id: number | undefined;
  readonly text: string;
  readonly range: SourceRange;
  readonly written: AttributeSource;
}

/** libvirt src/conf/domain_conf.c virDomainDiskDefDriverParseXML, virDomainControllerDefParseXML, virDomainIothreadMappingDefParse. */
export const iothreadUsersOf = remembered((domain: DomainModel): readonly IothreadUser[] =>
  devicesOf(domain).flatMap((device): IothreadUser[] => {
    if (device.tagName !== 'disk' && device.tagName !== 'controller') return [];
    const driver = firstChildNamed(device, 'driver');
    if (driver === undefined) return [];
    const attribute = namedIn(driver, 'iothread');
    const list = firstChildNamed(driver, 'iothreads');
    if (attribute === undefined && list === undefined) return [];
    const mapping = list && {
      range: sourceOf(list).name,
      named: childrenNamed(list, 'iothread').flatMap((one) => namedIn(one, 'id') ?? []),
    };
    return [{ device, name: nameOf(device), attribute, mapping }];
  }),
);

/** Those of which the stated libvirt reads something: older ones drop the lists. */
export function usersReadBy(
  libvirt: Version | undefined,
  domain: DomainModel,
): readonly IothreadUser[] {
  return iothreadUsersOf(domain).flatMap((user) => {
    const since = user.device.tagName === 'disk' ? LISTS_OF_DISKS : LISTS_OF_CONTROLLERS;
    if (!isStatedBefore(libvirt, since)) return [user];
    return user.attribute === undefined ? [] : [{ ...user, mapping: undefined }];
  });
}

/** The releases that brought them (libvirt's NEWS.rst). */
export const LISTS_OF_DISKS: Version = [10, 0];
export const LISTS_OF_CONTROLLERS: Version = [11, 2];

function namedIn(element: Element, name: string): NamedIothread | undefined {
  const source = sourceOf(element);
  const written = source.attributes.get(name);
  if (written?.value === undefined || isUnevaluated(written.value)) return undefined;
  const text = element.getAttribute(name) ?? '';
  const id = /^\s*\+?\d+$/.test(text) ? Number(text) : 0;
  const { range } = written.value;
  return { element, source, id: id > 0 ? id : undefined, text, range, written };
}

function nameOf(device: Element): string {
  const target = device.tagName === 'disk' ? firstChildNamed(device, 'target') : undefined;
  const name = target?.getAttribute('dev') ?? device.getAttribute('index') ?? '';
  return name === '' ? device.tagName : `${device.tagName} ${name}`;
}
