import type { Analysis } from '../../analysis/analyze.ts';
import type { Cell, DomainModel, MemoryDevice } from '../../domain/model.ts';
import type { AttributeDefinition } from '../../vocabulary/define.ts';
import type { Spot } from '../spot.ts';
import { surroundingsOf } from '../surroundings.ts';
import { allModes, modeHover } from './bindingHover.ts';
import { cellHover, cellIdHover } from './cellHover.ts';
import { pageHover } from './pageHover.ts';
import { pinHover } from './pinHover.ts';
import { boundNodesHover, plainNodesHover, vcpuSetHover } from './setHover.ts';
import { sizeHover, type SizeRole } from './sizeHover.ts';
import { subjectOf, type Subject } from './subject.ts';
import { paragraphs } from './words.ts';

/** What is to be said of a spot: of its subject where the model holds one, else what the vocabulary says. undefined for nothing. */
export function hoverText(analysis: Analysis, spot: Spot): string | undefined {
  const definition = spot.vocabulary?.definition;
  if (definition === undefined) return undefined;
  switch (spot.kind) {
    case 'element':
      return elementText(analysis, spot) ?? definition.doc;
    case 'attribute':
    case 'value': {
      const attributes = definition.attributes;
      const attribute = Object.hasOwn(attributes, spot.name) ? attributes[spot.name] : undefined;
      if (attribute === undefined) return undefined;
      return attributeText(analysis, spot, spot.name) ?? docOf(analysis, spot, attribute);
    }
    case 'text':
      return contentText(analysis, spot) ?? (isEmpty(spot) ? undefined : definition.doc);
    case 'tag':
    case 'content':
    case 'close':
      return undefined;
  }
}

const isEmpty = ({ range }: Spot): boolean => range.start === range.end;

function elementText(analysis: Analysis, spot: Spot): string | undefined {
  const { domain, element } = spot;
  const doc = spot.vocabulary?.definition.doc;
  const subject = subjectOf(domain, element);
  switch (subject?.kind) {
    case 'binding':
      return paragraphs([modeHover(analysis, domain, subject.read), doc]);
    case 'cell':
      return paragraphs([cellHover(analysis, domain, subject.read), doc]);
    case 'page':
      return paragraphs([pageHover(analysis, domain, subject.read), doc]);
    case 'pin':
      return paragraphs([pinHover(analysis, domain, subject.read), doc]);
    case 'device':
    case undefined: {
      const size = contentText(analysis, spot);
      return size === undefined ? undefined : paragraphs([size, doc]);
    }
  }
}

function attributeText(analysis: Analysis, spot: Spot, name: string): string | undefined {
  const { domain, element } = spot;
  const subject = subjectOf(domain, element);
  switch (subject?.kind) {
    case 'binding':
      return bindingText(analysis, domain, subject.read, name);
    case 'cell':
      return cellText(analysis, domain, subject.read, name);
    case 'page':
      return name === 'size' || name === 'unit' || name === 'nodeset'
        ? pageHover(analysis, domain, subject.read)
        : undefined;
    case 'pin':
      return name === 'cpuset' || name === 'vcpu'
        ? pinHover(analysis, domain, subject.read)
        : undefined;
    case 'device':
    case undefined:
      return name === 'unit' ? contentText(analysis, spot) : undefined;
  }
}

function bindingText(
  analysis: Analysis,
  domain: DomainModel,
  read: Extract<Subject, { kind: 'binding' }>['read'],
  name: string,
): string | undefined {
  if (name === 'mode')
    return read.mode?.value === undefined ? allModes() : modeHover(analysis, domain, read);
  if (name === 'nodeset') return boundNodesHover(analysis, domain, read);
  if (name === 'cellid' && 'cellid' in read && read.cellid?.value !== undefined)
    return cellIdHover(analysis, domain, read.cellid.value);
  return undefined;
}

function cellText(
  analysis: Analysis,
  domain: DomainModel,
  cell: Cell,
  name: string,
): string | undefined {
  if (name === 'id') return cellHover(analysis, domain, cell);
  if (name === 'memory' || name === 'unit')
    return sizeHover(analysis, domain, cell.memory, cell.unit, 'cell');
  if (name === 'cpus' && cell.cpus?.value !== undefined)
    return vcpuSetHover(domain, cell.cpus.text, cell.cpus.value);
  return undefined;
}

/** Of an element's text: sizes, and what a memory device names. */
function contentText(analysis: Analysis, { domain, element }: Spot): string | undefined {
  const { memory, currentMemory, maxMemory } = domain;
  for (const [role, read] of Object.entries({ memory, currentMemory, maxMemory }))
    if (read?.element === element)
      return sizeHover(analysis, domain, read.content, read.unit, role as SizeRole);
  const subject = subjectOf(domain, element);
  return subject?.kind === 'device'
    ? deviceText(analysis, domain, subject.read, element)
    : undefined;
}

function deviceText(
  analysis: Analysis,
  domain: DomainModel,
  { size, pagesize, node, nodemask }: MemoryDevice,
  element: Spot['element'],
): string | undefined {
  for (const read of [size, pagesize])
    if (read?.element === element)
      return sizeHover(analysis, domain, read.content, read.unit, 'other');
  if (node?.element === element && node.content?.value !== undefined)
    return cellIdHover(analysis, domain, node.content.value);
  if (nodemask?.element === element && nodemask.content?.value !== undefined)
    return plainNodesHover(analysis.world.host, nodemask.content.value);
  return undefined;
}

/** What the vocabulary says of an attribute, and of the word that is its value. */
function docOf(
  { world, text }: Analysis,
  spot: Spot,
  { doc, type, since }: AttributeDefinition<unknown>,
): string {
  const word =
    spot.kind === 'value'
      ? type
          .suggest(surroundingsOf(world, spot.domain))
          .find((each) => each.text === text.slice(spot.range.start, spot.range.end))
      : undefined;
  return paragraphs([word?.doc, doc, type.doc, since === undefined ? undefined : `(${since})`]);
}
