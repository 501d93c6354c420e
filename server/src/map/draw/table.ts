import { formatIdSet } from '../../host/format.ts';
import { amountIn } from './amounts.ts';
import { reachOf } from './nodeWords.ts';
import { cpusOf, lackOf, poolBytes, usedOf, type Scene } from './scene.ts';
import { sum } from './shapes.ts';

/** So many guests have a column of their own. */
const GUESTS = 12;

/** The figures of the picture as rows of words, heads first: for screen readers, for copying, for Markdown. */
export function tableOf(scene: Scene): readonly (readonly string[])[] {
  const { map, unit, takings, plan } = scene;
  const amount = (bytes: number): string => (bytes === 0 ? '–' : amountIn(unit, bytes));
  const shown = map.others.slice(0, GUESTS);
  const letters = new Set(shown.map(({ letter }) => letter));
  const hasRest = map.others.length > GUESTS || map.more !== undefined;
  const hasPools = map.nodes.some(({ pools }) => pools.length > 0);
  const hasLack = plan.lack.length > 0;
  const takes = (node: number, is: (letter: string) => boolean): string =>
    amount(sum((takings.get(node) ?? []).filter(({ letter }) => is(letter)).map((c) => c.bytes)));
  const head = [
    ...['Node', 'Socket', unit.name, 'Host'],
    ...(hasPools ? ['Huge pages'] : []),
    map.focus.name,
    ...(hasLack ? ['No place for'] : []),
    ...shown.map(({ name }) => name),
    ...(hasRest ? ['Others'] : []),
    ...['Free', 'CPUs', `Reach of ${map.focus.name}`],
  ];
  const rows = map.nodes.map((node) => [
    ...[String(node.id), node.socket === undefined ? '–' : String(node.socket)],
    ...[node.total === undefined ? '?' : amount(node.total), amount(node.reserve)],
    ...(hasPools ? [amount(poolBytes(node))] : []),
    takes(node.id, (letter) => letter === 'A'),
    ...(hasLack ? [amount(lackOf(plan, node, map.nodes))] : []),
    ...shown.map((guest) => takes(node.id, (letter) => letter === guest.letter)),
    ...(hasRest ? [takes(node.id, (letter) => letter !== 'A' && !letters.has(letter))] : []),
    node.total === undefined ? '?' : amount(Math.max(0, node.total - usedOf(scene, node))),
    formatIdSet(cpusOf(node)) || (node.cores === undefined ? '?' : 'none'),
    reachOf(scene, node) || '–',
  ]);
  return [head, ...rows];
}
