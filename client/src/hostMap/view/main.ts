// The page of the host map: shows what the extension sends, and tells it what the user does.
import type { HostMapResult } from '../../../../server/src/protocol.ts';
import type { Shown, ToPage } from '../messages.ts';
import { element } from './dom.ts';
import { drawn } from './drawn.ts';
import { keep, tell } from './host.ts';
import { mapPage, newParts } from './mapPage.ts';
import { noHost, sentence } from './noHost.ts';
import { listenToSpots } from './spots.ts';
import { newTooltip } from './tooltip.ts';
import './view.css';

const page = document.getElementById('page') ?? document.body;
const sheet = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
const tooltip = newTooltip();
/** Says to screen readers what a preview comes to, and nothing more. */
const spoken = element('div', { class: 'm-unseen', role: 'status' });
document.body.append(spoken, tooltip.node);
const spots = listenToSpots(page, tooltip);
const parts = newParts();

function show(shown: Shown): void {
  const { result, cursor } = shown;
  const focused = document.activeElement?.id;
  const told = tooltip.isShown();
  page.replaceChildren(contentOf(result, shown));
  const again = focused ? document.getElementById(focused) : null;
  again?.focus({ preventScroll: true });
  if (!told) tooltip.hide();
  if ('map' in result) {
    keep({ uri: result.map.focus.uri });
    spots.renewed(result.picture?.sources ?? [], cursor);
    const plan = result.map.plans.find(({ key }) => key === shown.plan) ?? result.map.plans[0];
    const title = plan?.verdict.title ?? '';
    if (spoken.textContent !== title) spoken.textContent = title;
  }
}

function contentOf(result: HostMapResult, shown: Shown): HTMLElement {
  if ('noHost' in result) return noHost(result.noHost);
  const { map, picture } = 'map' in result ? result : {};
  if (map === undefined || picture === undefined) {
    const problem = 'problem' in result ? result.problem : 'the map was not drawn';
    return element('main', { class: 'm-problem' }, element('p', {}, sentence(problem)));
  }
  sheet.replaceSync(picture.style);
  const modes = 'map' in result ? result.modes : [];
  return mapPage({ map, picture, modes, shown, parts });
}

window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  switch (data.kind) {
    case 'show':
      show(data);
      break;
    case 'cursor':
      spots.markCursor(data.cursor);
      break;
    case 'draw': {
      const { whole, as } = data;
      drawn(whole, as).then(
        (file) => {
          tell({ kind: 'drawn', as, data: file });
        },
        () => {
          tell({ kind: 'undrawn' });
        },
      );
    }
  }
});

/** In milliseconds: while a panel is dragged wider, it is not drawn at every step. */
const REST = 120;
let told: number | undefined;
let waiting: ReturnType<typeof setTimeout> | undefined;

function tellWidth(): void {
  const width = Math.floor(page.getBoundingClientRect().width);
  if (width === told || width === 0) return;
  told = width;
  tell({ kind: 'width', width });
}
window.addEventListener('resize', () => {
  clearTimeout(waiting);
  waiting = setTimeout(tellWidth, REST);
});
tellWidth();
