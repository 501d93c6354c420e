import type { NoHostMap } from '../../../../server/src/protocol.ts';
import { button, element } from './dom.ts';
import { tell } from './host.ts';

/** What is known without a host: what is asked, and how the map comes about. No made-up numbers. */
export function noHost({ guest, why }: NoHostMap): HTMLElement {
  const size = guest.bytes === undefined ? 'size unknown' : gib(guest.bytes);
  return element(
    'main',
    { class: 'm-no-host' },
    element('h1', {}, 'No host to show'),
    element(
      'p',
      {},
      `${sentence(why)} Whether ${guest.name} fits depends on the sizes of the host’s nodes: put the host’s own description of itself into the workspace, and the map appears.`,
    ),
    element('p', {}, element('strong', {}, `${guest.name}: ${size}, ${guest.binding}`)),
    element(
      'div',
      { class: 'm-endless', role: 'img', 'aria-label': `${size} against a host of unknown size` },
      element('strong', {}, 'Node ?'),
      element('span', { class: 'm-asked' }),
      element('span', { class: 'm-unknown' }, 'size unknown'),
    ),
    element('ol', {}, ...STEPS.map(step)),
    element(
      'p',
      { class: 'm-links' },
      button('Choose Host Files…', { id: 'm-choose', class: 'm-button m-primary' }, () =>
        tell({ kind: 'chooseHost' }),
      ),
      button('Capture Host Topology…', { id: 'm-capture', class: 'm-link' }, () =>
        tell({ kind: 'captureHost' }),
      ),
    ),
  );
}

const STEPS = [
  {
    words:
      'On the host, save its topology. This gives nodes, CPUs, sizes, distances and huge page pools:',
    command: 'virsh capabilities > host.xml',
  },
  {
    words: 'If you like, add what is free now:',
    command: 'numactl --hardware > host-free.txt',
  },
  {
    words:
      'Put the files into the workspace, for example under hosts/, and choose them here. Several files about one host are merged.',
  },
] as const;

function step({
  words,
  command,
}: {
  readonly words: string;
  readonly command?: string;
}): HTMLElement {
  if (command === undefined) return element('li', {}, words);
  const copy = button('Copy', { class: 'm-button', 'aria-label': `Copy ${command}` }, () =>
    tell({ kind: 'copy', text: command }),
  );
  return element(
    'li',
    {},
    words,
    element('div', { class: 'm-command' }, element('code', {}, command), copy),
  );
}

const gib = (bytes: number): string => `${Number((bytes / 2 ** 30).toFixed(1))} GiB`;

/** A sentence of the server's, which begins in lower case and has no full stop. */
export const sentence = (words: string): string =>
  `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
