import { element } from './dom.ts';

/** The figures of the picture as a table. */
export function twin([heads = [], ...rows]: readonly (readonly string[])[]): HTMLTableElement {
  return element(
    'table',
    {},
    element('caption', { class: 'm-unseen' }, 'The host map as a table'),
    element(
      'thead',
      {},
      element('tr', {}, ...heads.map((head) => element('th', { scope: 'col' }, head))),
    ),
    element(
      'tbody',
      {},
      ...rows.map(([first = '', ...cells]) =>
        element(
          'tr',
          {},
          element('th', { scope: 'row' }, first),
          ...cells.map((cell) => element('td', {}, cell)),
        ),
      ),
    ),
  );
}
