import type { HostMap, MapPicture } from '../../../../server/src/protocol.ts';
import { button, element } from './dom.ts';
import { tell } from './host.ts';
import { icon } from './icons.ts';

/** Which host, whence its figures, whose guests, and the ways out. */
export function header(map: HostMap, picture: MapPicture, alone: boolean): HTMLElement {
  const { name, isOld } = map.host;
  const facts = element('span', { class: 'm-dim' }, picture.facts);
  const origin = element(
    'p',
    { class: 'm-dim' },
    isOld ? icon('warning') : undefined,
    isOld ? 'More than 30 days old. ' : undefined,
    picture.origin,
  );
  return element(
    'header',
    { id: 'm-header' },
    element('div', { class: 'm-names' }, element('h1', {}, name), ' ', facts, origin),
    element(
      'div',
      { class: 'm-controls' },
      scope(map, alone),
      button('Export…', { id: 'm-export', class: 'm-button' }, () => tell({ kind: 'export' })),
    ),
  );
}

/** Left out where there is no other guest to leave out. */
function scope(map: HostMap, alone: boolean): HTMLElement | undefined {
  const beside = map.others.length + (map.more?.count ?? 0) + (map.hidden ?? 0);
  if (beside === 0 && map.loading === undefined && !alone) return undefined;
  const made = element('fieldset', { class: 'm-scope', 'aria-label': 'Guests that are counted' });
  const choices = [
    { id: 'm-alone', words: `${map.focus.name} alone`, is: true },
    { id: 'm-all', words: all(map, beside + 1), is: false },
  ];
  for (const { id, words, is } of choices) {
    const radio = element('input', { type: 'radio', name: 'scope', id, checked: is === alone });
    radio.addEventListener('change', () => tell({ kind: 'alone', alone: is }));
    made.append(radio, element('label', { for: id }, words));
  }
  return made;
}

function all({ loading }: HostMap, count: number): string {
  if (loading !== undefined)
    return `all guests (${grouped(loading.read)} of ${grouped(loading.of)})`;
  return count === 1 ? 'all guests' : `all ${grouped(count)} guests`;
}

const grouped = (count: number): string => count.toLocaleString('en');
