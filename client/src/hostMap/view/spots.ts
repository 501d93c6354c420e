import type { MapSource } from '../../../../server/src/protocol.ts';
import { tell } from './host.ts';
import { neighbour } from './arrows.ts';
import type { Tooltip } from './tooltip.ts';

/** The parts of the picture that say something: their tooltips, their sources, and the guest whose they are. */
export interface Spots {
  /** Behind every new picture. @param cursor indexes of sources at which the editor's cursor is */
  readonly renewed: (sources: readonly MapSource[], cursor: readonly number[]) => void;
  readonly markCursor: (cursor: readonly number[]) => void;
}

/** Listens for all spots in `root`, whose content may be replaced. */
export function listenToSpots(root: HTMLElement, tooltip: Tooltip): Spots {
  let sources: readonly MapSource[] = [];
  let lit: string | undefined;
  const spotOf = (target: EventTarget | null): Element | undefined =>
    (target instanceof Element ? target.closest('.spot, .stop') : null) ?? undefined;

  function light(letter: string | undefined): void {
    lit = letter;
    root.classList.toggle('m-lighting', lit !== undefined);
    for (const one of root.querySelectorAll('[data-guest]'))
      one.classList.toggle('m-lit', one.getAttribute('data-guest') === lit);
  }
  function enter(spot: Element | undefined, atOnce: boolean): void {
    light(spot?.getAttribute('data-guest') ?? undefined);
    if (spot === undefined) tooltip.hide();
    else tooltip.show(spot, atOnce);
  }
  function reveal(spot: Element | undefined, stays: boolean): boolean {
    const source = sources[Number(spot?.getAttribute('data-source') ?? NaN)];
    if (source === undefined) return false;
    tell({ kind: 'reveal', source, stays });
    return true;
  }

  /** By its id, since a new picture under a mouse that rests is no reason to say it again. */
  let under: string | undefined;
  root.addEventListener('mouseover', ({ target }) => {
    const spot = spotOf(target);
    if (spot?.id === under) return;
    under = spot?.id;
    enter(spot, false);
  });
  root.addEventListener('mouseleave', () => {
    under = undefined;
    enter(undefined, false);
  });
  root.addEventListener('focusin', ({ target }) => {
    const spot = spotOf(target);
    if (spot?.matches(':focus-visible') === true) enter(spot, true);
  });
  root.addEventListener('focusout', () => enter(undefined, false));
  root.addEventListener('click', ({ target, altKey }) => {
    reveal(spotOf(target), altKey);
  });
  root.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && tooltip.isShown()) tooltip.hide();
    const spot = spotOf(event.target);
    if (spot === undefined || event.target !== spot || event.ctrlKey || event.metaKey) return;
    const isEnter = event.key === 'Enter' || event.key === ' ';
    const to = isEnter ? undefined : neighbour(spot, event.key);
    if (isEnter ? reveal(spot, event.altKey) : to !== undefined) event.preventDefault();
    if (to instanceof SVGElement) to.focus();
  });

  function markCursor(cursor: readonly number[]): readonly Element[] {
    const marked = [...root.querySelectorAll('[data-source]')].filter((one) => {
      const isAt = cursor.includes(Number(one.getAttribute('data-source')));
      one.classList.toggle('at-cursor', isAt);
      return isAt;
    });
    return marked;
  }
  return {
    renewed: (now, cursor) => {
      sources = now;
      markCursor(cursor);
      light(lit);
    },
    markCursor: (cursor) => {
      const [first] = markCursor(cursor);
      // Who is in the map has chosen what to look at.
      if (!document.hasFocus()) first?.scrollIntoView({ block: 'nearest' });
    },
  };
}
