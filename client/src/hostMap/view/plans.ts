import type { HostMap, MapPicture, MapPlan, Shape } from '../../../../server/src/protocol.ts';
import { button, element, svgOf } from './dom.ts';
import { tell } from './host.ts';
import { icon } from './icons.ts';

/** The plans as radio buttons that show what they do: the arrows choose one, and the map previews it. */
export function plans(
  map: HostMap,
  { cards, columns }: MapPicture,
  shown: MapPlan,
  form: Node,
): HTMLElement {
  const group = element('div', {
    ...{ class: 'm-cards', role: 'radiogroup', 'aria-labelledby': 'm-plans-title' },
  });
  group.style.setProperty('--m-columns', String(columns));
  group.append(...map.plans.map((plan, i) => card(plan, cards[i], plan === shown)));
  const title = `What if ${map.focus.name} were placed otherwise?`;
  return element(
    'section',
    { id: 'm-plans' },
    element('h2', { id: 'm-plans-title' }, title),
    group,
    map.stale === undefined ? form : undefined,
  );
}

function card(plan: MapPlan, picture: Shape | undefined, isShown: boolean): HTMLElement {
  const { key, mode, nodes, kind, outcome, isWritten, edit } = plan;
  const id = `m-plan-${key}`;
  const radio = element('input', { type: 'radio', name: 'plan', id, checked: isShown });
  radio.addEventListener('change', () => tell({ kind: 'plan', key: isWritten ? null : key }));
  const apply =
    edit === undefined
      ? undefined
      : button(
          'Apply edit',
          { id: `m-apply-${key}`, class: 'm-link', 'aria-label': `Apply edit: ${edit}` },
          () => tell({ kind: 'apply', key }),
        );
  return element(
    'div',
    { class: 'm-card', 'data-shown': isShown },
    element(
      'label',
      { for: id },
      element(
        'span',
        { class: 'm-plan' },
        radio,
        element('strong', {}, mode),
        ' ',
        element('span', { class: 'm-dim' }, nodes),
      ),
      picture === undefined ? undefined : svgOf(picture),
      element('span', { class: 'm-outcome' }, icon(kind), element('span', {}, outcome)),
    ),
    element('p', { class: 'm-links m-dim' }, isWritten ? 'as written' : apply, apply && edit),
  );
}

/** Asks for another mode or node set. It lives as long as the page, so that what was typed stays. */
export function otherPlanForm(): {
  readonly node: HTMLElement;
  readonly say: (modes: readonly string[], wrong: string | undefined) => void;
} {
  const mode = element('select', { id: 'm-mode', 'aria-label': 'Memory mode' });
  const nodes = element('input', {
    ...{ id: 'm-nodes', type: 'text', spellcheck: 'false', placeholder: '0-2,^1' },
    ...{ 'aria-label': 'Host nodes', 'aria-describedby': 'm-wrong' },
  });
  const wrong = element('span', { id: 'm-wrong', role: 'alert' });
  const form = element(
    'form',
    { class: 'm-form' },
    mode,
    ' on nodes ',
    nodes,
    element('button', { type: 'submit', id: 'm-ask', class: 'm-button' }, 'Show'),
    wrong,
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    wrong.replaceChildren();
    tell({ kind: 'whatIf', whatIf: { mode: mode.value, nodeset: nodes.value.trim() } });
  });
  nodes.addEventListener('input', () => wrong.replaceChildren());
  const summary = element('summary', { id: 'm-other' }, 'Other mode or node set…');
  const node = element('details', { class: 'm-other' }, summary, form);
  return {
    node,
    say: (modes, said) => {
      if (mode.options.length !== modes.length)
        mode.replaceChildren(...modes.map((one) => element('option', { value: one }, one)));
      if (said !== undefined) wrong.replaceChildren(icon('error'), said);
      nodes.setAttribute('aria-invalid', String(said !== undefined));
    },
  };
}
