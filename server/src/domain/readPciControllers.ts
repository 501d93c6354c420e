import type { Element } from '@xmldom/xmldom';
import type { Problem } from '../text/finding.ts';
import * as pci from '../vocabulary/controllers.ts';
import { childrenNamed, firstChildNamed } from '../xml/walk.ts';
import type { PciController } from './model.ts';
import { readElement } from './read.ts';
import { plain, read } from './readParts.ts';

/** The controllers of type pci (libvirt src/conf/domain_conf.c virDomainControllerDefParseXML). */
export function readPciControllers(domain: Element, problems: Problem[]): PciController[] {
  return childrenNamed(domain, 'devices')
    .flatMap((devices) => childrenNamed(devices, 'controller'))
    .filter((element) => element.getAttribute('type') === 'pci')
    .map((element) => {
      const target = firstChildNamed(element, 'target');
      return {
        ...readElement(pci.controller, element, problems),
        target: plain(target),
        node: read(pci.controllerNode, target && firstChildNamed(target, 'node'), problems),
      };
    });
}
