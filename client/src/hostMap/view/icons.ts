import type { Verdict } from '../../../../server/src/protocol.ts';
import { svgOf } from './dom.ts';

/** Each kind has a shape of its own; colour only repeats it. */
const SHAPES: Readonly<Record<Verdict, string>> = {
  error:
    'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Zm-2.4 3.4L8 7.3l2.4-2.4.7.7L8.7 8l2.4 2.4-.7.7L8 8.7l-2.4 2.4-.7-.7L7.3 8 4.9 5.6Z',
  warning: 'M8 1.6 15 14.4H1Zm-.7 4.6v4.2h1.4V6.2Zm0 5.2v1.4h1.4v-1.4Z',
  ok: 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Zm-1 9.3L4.2 8l.8-.8 2 2 4-4 .8.8Z',
  info: 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM7.3 7h1.4v4.5H7.3Zm0-2.6h1.4v1.4H7.3Z',
};
const WORDS: Readonly<Record<Verdict, string>> = {
  error: 'Error',
  warning: 'Warning',
  ok: 'Fits',
  info: 'Note',
};

export function icon(kind: Verdict): SVGElement {
  const path = {
    tag: 'path',
    attributes: { d: SHAPES[kind], class: kind, 'fill-rule': 'evenodd' },
    children: [],
  };
  return svgOf({
    tag: 'svg',
    attributes: { ...SIZE, class: 'm-icon', role: 'img', 'aria-label': WORDS[kind] },
    children: [path],
  });
}

const SIZE = { width: 16, height: 16, viewBox: '0 0 16 16' };
