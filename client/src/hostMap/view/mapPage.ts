import type { HostMap, MapPicture } from '../../../../server/src/protocol.ts';
import type { Shown } from '../messages.ts';
import { element, svgOf } from './dom.ts';
import { header } from './header.ts';
import { icon } from './icons.ts';
import { sentence } from './noHost.ts';
import { otherPlanForm, plans } from './plans.ts';
import { twin } from './twin.ts';
import { verdicts } from './verdict.ts';

/** Parts of the page that outlive a picture, as the user has opened them or typed into them. */
export interface Parts {
  readonly other: ReturnType<typeof otherPlanForm>;
  readonly table: HTMLDetailsElement;
  readonly legend: HTMLDetailsElement;
}

export function newParts(): Parts {
  const folded = (id: string, words: string): HTMLDetailsElement =>
    element(
      'details',
      { id: `m-${id}`, 'aria-labelledby': `m-${id}-title` },
      element('summary', { id: `m-${id}-title` }, words),
    );
  return {
    other: otherPlanForm(),
    table: folded('table', 'The same as a table'),
    legend: folded('legend', 'Legend'),
  };
}

/** In the order of the tab key; a screen reader begins with the table (`aria-owns`). */
const READING_ORDER = 'm-table m-header m-stale m-verdicts m-map m-plans m-below';

export function mapPage(of: {
  readonly map: HostMap;
  readonly picture: MapPicture;
  readonly modes: readonly string[];
  readonly shown: Shown;
  readonly parts: Parts;
}): HTMLElement {
  const { map, picture, modes, shown, parts } = of;
  const plan = map.plans.find(({ key }) => key === shown.plan) ?? map.plans[0];
  if (plan === undefined) return element('main');
  const { other, table, legend } = parts;
  other.say(modes, shown.wrong);
  table.replaceChildren(
    ...[...table.children].slice(0, 1),
    element('div', { class: 'm-scroll' }, twin(picture.table)),
  );
  // Where there is room, it is simply there.
  const isFolded = picture.cards.length === 0;
  const signs = svgOf(picture.legend);
  legend.replaceChildren(...[...legend.children].slice(0, 1), signs);
  const { distances } = picture;
  return element(
    'main',
    { 'aria-owns': READING_ORDER, class: map.stale === undefined ? undefined : 'm-is-stale' },
    header(map, picture, shown.alone),
    map.stale === undefined ? undefined : stale(map.stale),
    verdicts(map, plan),
    element('section', { id: 'm-map', 'aria-label': 'Map' }, svgOf(picture.map)),
    plans(map, picture, plan, other.node),
    element(
      'section',
      { id: 'm-below', class: 'm-below' },
      distances === undefined ? undefined : element('div', { id: 'm-distances' }, svgOf(distances)),
      isFolded ? legend : element('div', { id: 'm-legend' }, signs),
    ),
    table,
  );
}

function stale(why: string): HTMLElement {
  return element('p', { id: 'm-stale', role: 'status' }, icon('warning'), sentence(why));
}
