import { element } from './dom.ts';

/** In milliseconds: a mouse that passes by asks for nothing. */
const PAUSE = 300;
const GAP = 8;

/** The one tooltip: it says for eyes what the label of a part says to a screen reader. */
export interface Tooltip {
  readonly node: HTMLElement;
  /** After a pause, or at once. */
  readonly show: (part: Element, atOnce: boolean) => void;
  readonly hide: () => void;
  readonly isShown: () => boolean;
}

export function newTooltip(): Tooltip {
  const node = element('div', { class: 'm-tip', role: 'tooltip', hidden: true });
  let waiting: ReturnType<typeof setTimeout> | undefined;

  function place(part: Element): void {
    const label = part.getAttribute('aria-label');
    if (label === null || !part.isConnected) return;
    node.textContent = label;
    node.hidden = false;
    const { left, top, bottom } = part.getBoundingClientRect();
    const { width, height } = node.getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    const x = Math.max(GAP, Math.min(left, clientWidth - width - GAP));
    const fitsBelow = bottom + GAP + height <= clientHeight;
    node.style.left = `${x}px`;
    node.style.top = `${fitsBelow ? bottom + GAP : Math.max(GAP, top - GAP - height)}px`;
  }
  function hide(): void {
    clearTimeout(waiting);
    node.hidden = true;
  }
  return {
    node,
    show: (part, atOnce) => {
      hide();
      if (atOnce) place(part);
      else waiting = setTimeout(() => place(part), PAUSE);
    },
    hide,
    isShown: () => !node.hidden,
  };
}
