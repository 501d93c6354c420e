import type { HostMap, MapPlan } from '../../../../server/src/protocol.ts';
import { button, element } from './dom.ts';
import { tell } from './host.ts';
import { icon } from './icons.ts';

/** What is wrong, or that it fits. All plans' verdicts lie on each other, all but one unseen, so that a preview moves nothing below. */
export function verdicts(map: HostMap, shown: MapPlan): HTMLElement {
  const all = map.plans.map((plan) => {
    const isShown = plan === shown;
    return element(
      'div',
      { class: 'm-verdict', 'data-kind': plan.verdict.kind, 'data-shown': isShown },
      icon(plan.verdict.kind),
      element(
        'div',
        {},
        element('h2', {}, plan.verdict.title),
        element('p', {}, plan.verdict.text),
        element('p', { class: 'm-links' }, ...links(plan, isShown)),
      ),
    );
  });
  return element('section', { id: 'm-verdicts', 'aria-label': 'Verdict' }, ...all);
}

function links(plan: MapPlan, isShown: boolean): readonly (Node | string)[] {
  const { source, more } = plan.verdict;
  const id = (name: string): string | undefined => (isShown ? `m-verdict-${name}` : undefined);
  const link = (name: string, words: string, act: (event: MouseEvent) => void): Node =>
    button(words, { id: id(name), class: 'm-link' }, act);
  if (!plan.isWritten)
    return [
      ...(plan.edit === undefined
        ? []
        : [
            link('apply', 'Apply edit', () => tell({ kind: 'apply', key: plan.key })),
            element('span', { class: 'm-dim' }, plan.edit),
          ]),
      link('back', 'Back to what is written', () => tell({ kind: 'plan', key: null })),
    ];
  return [
    ...(source === undefined
      ? []
      : [
          link('source', source.label, ({ altKey }) =>
            tell({ kind: 'reveal', source, stays: altKey }),
          ),
        ]),
    ...(more > 0 ? [link('more', `+${more} more`, () => tell({ kind: 'problems' }))] : []),
  ];
}
